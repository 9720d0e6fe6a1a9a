package dev.levee.sync.verify;

import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.SourceNote;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Looks at one checkpoint file, checksum or compaction of the replica. One that is missing is no
 * difference: readers do without, and it may come later. One that is there has to be right.
 */
final class ArtefactCheck {
  private final TableSides sides;
  private final VerifySettings settings;
  private final Map<String, ObjectEntry> primary;
  private final Tally tally;

  /**
   * Checks artefacts.
   *
   * @param primary those of the primary by their names
   */
  ArtefactCheck(
      TableSides sides, VerifySettings settings, Map<String, ObjectEntry> primary, Tally tally) {
    this.sides = sides;
    this.settings = settings;
    this.primary = primary;
    this.tally = tally;
  }

  Optional<Finding> check(LogArtefact artefact, long published) {
    tally.one(Tally.Count.ARTEFACTS);
    if (artefact.version() > published) {
      return found(
          Finding.Kind.ARTEFACT_AHEAD,
          artefact,
          "nothing above version " + published,
          "version " + artefact.version());
    }
    ObjectEntry original = primary.get(artefact.name());
    if (original == null) {
      return Optional.empty();
    }
    return difference(original, artefact.entry())
        .filter(unused -> !isRewritten(original, artefact.entry()))
        .flatMap(
            seen ->
                found(
                    Finding.Kind.ARTEFACT_DIFFERS,
                    artefact,
                    original.attributes().size() + " bytes of " + original.location(),
                    seen));
  }

  private Optional<String> difference(ObjectEntry original, ObjectEntry there) {
    if (original.attributes().size() != there.attributes().size()) {
      return Optional.of(there.attributes().size() + " bytes");
    }
    if (!settings.bytes() || sides.sameByEtag(original.attributes(), there.attributes())) {
      return Optional.empty();
    }
    Optional<ObjectContent> ofReplica = sides.replica().open(there.location());
    Optional<ObjectContent> ofPrimary = sides.primary().open(original.location());
    OptionalLong at = OptionalLong.empty();
    if (ofReplica.isPresent() && ofPrimary.isPresent()) {
      at =
          new ByteComparison(sides)
              .firstDifference(
                  new ByteComparison.Pair(
                      original.location(), ofPrimary.get(), there.location(), ofReplica.get()));
    }
    ofReplica.ifPresent(ObjectContent::close);
    ofPrimary.ifPresent(ObjectContent::close);
    return at.isPresent() ? Optional.of("others from byte " + at.getAsLong()) : Optional.empty();
  }

  /**
   * A second writer may write a classic checkpoint anew, with the same meaning (Delta protocol,
   * "Checkpoints"); the replica keeps the first. One whose paths are rewritten is made by Levee.
   */
  private boolean isRewritten(ObjectEntry original, ObjectEntry there) {
    ObjectAttributes now = original.attributes();
    boolean rewritten =
        sides
            .replica()
            .head(there.location())
            .filter(
                copy ->
                    copy.metadata().containsKey(SourceNote.TRANSFORM)
                        || SourceNote.etag(copy)
                            .map(noted -> !noted.equals(now.etag()))
                            .orElseGet(() -> now.lastModified().isAfter(copy.lastModified())))
            .isPresent();
    if (rewritten) {
      tally.one(Tally.Count.ARTEFACTS_REWRITTEN);
    }
    return rewritten;
  }

  private static Optional<Finding> found(
      Finding.Kind kind, LogArtefact artefact, String expected, String seen) {
    return Optional.of(new Finding(kind, artefact.entry().location().toString(), expected, seen));
  }
}
