package dev.levee.sync.verify;

import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.LastCheckpointHint;
import dev.levee.sync.log.LogListing;
import java.util.Optional;

/** Looks where the replica's {@code _last_checkpoint} leads. */
final class HintCheck {
  private HintCheck() {}

  static Optional<Finding> check(TableSides sides, ReplicaLog log) {
    if (log.hint().isEmpty()) {
      return Optional.empty();
    }
    String object = LogListing.folder(sides.replicaRoot()).resolve("_last_checkpoint").toString();
    Optional<LastCheckpointHint> hint = LastCheckpointHint.parse(log.hint().get());
    if (hint.isEmpty()) {
      return found(Finding.Kind.HINT_UNRESOLVED, object, "a hint", "something else");
    }
    long version = hint.get().version();
    if (version > log.published()) {
      return found(
          Finding.Kind.ARTEFACT_AHEAD,
          object,
          "nothing above version " + log.published(),
          "version " + version);
    }
    boolean resolved =
        log.listing().checkpoints().stream()
            .anyMatch(checkpoint -> matches(checkpoint, hint.get()));
    return resolved
        ? Optional.empty()
        : found(
            Finding.Kind.HINT_UNRESOLVED,
            object,
            "a complete checkpoint of version " + version,
            "none");
  }

  private static boolean matches(CheckpointFiles checkpoint, LastCheckpointHint hint) {
    return checkpoint.version() == hint.version()
        && (hint.parts().isEmpty() || hint.parts().getAsInt() == checkpoint.files().size())
        && (hint.v2Path().isEmpty()
            || hint.v2Path().get().equals(checkpoint.files().get(0).location().name()));
  }

  private static Optional<Finding> found(
      Finding.Kind kind, String object, String expected, String seen) {
    return Optional.of(new Finding(kind, object, expected, seen));
  }
}
