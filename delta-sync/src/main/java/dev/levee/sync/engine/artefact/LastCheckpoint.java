package dev.levee.sync.engine.artefact;

import dev.levee.sync.engine.commit.TableContext;
import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.LastCheckpointHint;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import java.util.Arrays;
import java.util.Optional;

/**
 * The secondary's hint {@code _last_checkpoint}. It is the one object that is overwritten, and so
 * it is only by the group's owner: readers do without it, and list the log.
 */
public final class LastCheckpoint {
  private static final String NAME = "_last_checkpoint";

  private final TableContext context;

  public LastCheckpoint(TableContext context) {
    this.context = context;
  }

  /** What the secondary's hint says, or empty when there is none of use. */
  Optional<LastCheckpointHint> current(LogListing secondary) {
    return bytes(secondary).flatMap(LastCheckpointHint::parse);
  }

  /**
   * Moves the hint on when what it names is in the secondary. It never goes back.
   *
   * @param hint as it is to be written
   * @param before the secondary's log as it was listed
   */
  void moveTo(byte[] hint, LogListing before) {
    Optional<LastCheckpointHint> next = LastCheckpointHint.parse(hint);
    if (next.isEmpty() || !resolves(next.get())) {
      return;
    }
    Optional<byte[]> known = bytes(before);
    boolean older =
        known
            .flatMap(LastCheckpointHint::parse)
            .filter(last -> last.version() > next.get().version())
            .isPresent();
    boolean wanted = !older && (known.isEmpty() || !Arrays.equals(hint, known.get()));
    if (wanted && context.gate().tryEnter()) {
      try {
        context.target().overwrite(NewObject.of(location(), hint));
      } finally {
        context.gate().leave();
      }
    }
  }

  private Location location() {
    return LogListing.folder(context.roots().target()).resolve(NAME);
  }

  private Optional<byte[]> bytes(LogListing secondary) {
    return secondary.lastCheckpoint().isPresent()
        ? context.target().open(location()).map(ObjectContent::readAll)
        : Optional.empty();
  }

  private boolean resolves(LastCheckpointHint hint) {
    LogListing now =
        LogListing.readFrom(context.target(), context.roots().target(), hint.version());
    return now.commits().containsKey(hint.version())
        && now.checkpoints().stream()
            .filter(checkpoint -> checkpoint.version() == hint.version())
            .anyMatch(checkpoint -> matches(checkpoint, hint));
  }

  private static boolean matches(CheckpointFiles checkpoint, LastCheckpointHint hint) {
    if (hint.parts().isPresent() && hint.parts().getAsInt() != checkpoint.files().size()) {
      return false;
    }
    String first = checkpoint.files().get(0).location().name();
    return hint.v2Path().isEmpty() || hint.v2Path().get().equals(first);
  }
}
