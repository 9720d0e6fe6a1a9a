package dev.levee.sync.engine;

import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.LastCheckpointHint;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Moves the hint {@code _last_checkpoint} on when what it names is in the secondary. It is the one
 * object that is overwritten, and so it is only by the group's owner: readers do without it, and
 * list the log. A hint that is none, or contradicts its own checksum, is never copied.
 */
final class HintSync {
  private final TableContext context;

  HintSync(TableContext context) {
    this.context = context;
  }

  void sync(LogListing primary, LogListing secondaryBefore) {
    Optional<byte[]> ours = primary.lastCheckpoint().flatMap(hint -> read(context.source(), hint));
    Optional<LastCheckpointHint> hint = ours.flatMap(LastCheckpointHint::parse);
    if (hint.isEmpty() || !resolves(hint.get())) {
      return;
    }
    Optional<byte[]> theirs =
        secondaryBefore.lastCheckpoint().flatMap(known -> read(context.target(), known));
    boolean older =
        theirs
            .flatMap(LastCheckpointHint::parse)
            .filter(known -> known.version() > hint.get().version())
            .isPresent();
    if (!older && (theirs.isEmpty() || !Arrays.equals(ours.get(), theirs.get()))) {
      overwrite(ours.get());
    }
  }

  private void overwrite(byte[] hint) {
    Location target = LogListing.folder(context.roots().target()).resolve("_last_checkpoint");
    if (context.gate().tryEnter()) {
      try {
        context.target().overwrite(new NewObject(target, ObjectBody.of(hint), Map.of()));
      } finally {
        context.gate().leave();
      }
    }
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

  private static Optional<byte[]> read(ObjectStore store, ObjectEntry hint) {
    return hint.attributes().size() > LastCheckpointHint.MAX_BYTES
        ? Optional.empty()
        : store.open(hint.location()).map(ObjectContent::readAll);
  }
}
