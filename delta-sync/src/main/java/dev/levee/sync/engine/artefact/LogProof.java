package dev.levee.sync.engine.artefact;

import dev.levee.sync.engine.commit.TableContext;
import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.LogFile;
import dev.levee.sync.log.TableState;
import dev.levee.sync.log.VersionChecksum;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Proves what a log has besides its commits against the commits: what is not what they say would
 * lead its readers to another table.
 *
 * <p>The state by the commits is that of the replica, which has only commits, and checkpoints that
 * were proved before. Live files are summed up and not held, so that memory does not grow with the
 * table; reading them takes one pass on each side.
 */
final class LogProof {
  private final TableContext context;

  LogProof(TableContext context) {
    this.context = context;
  }

  /**
   * The state of a published version by the replica's commits and older checkpoints.
   *
   * @throws SnapshotException when it cannot be read
   */
  TableState byCommits(long version, Set<String> withoutNames) {
    return KernelSnapshots.showing(
            context.target(), name -> isHistory(name) && !withoutNames.contains(name))
        .state(context.roots().target(), version);
  }

  private static boolean isHistory(String name) {
    LogFile file = LogFile.parse(name);
    return file instanceof LogFile.Commit || file instanceof LogFile.Checkpoint;
  }

  /**
   * The state that a checkpoint of the primary holds, by itself.
   *
   * @throws SnapshotException when it cannot be read to its end
   */
  TableState byItself(CheckpointFiles checkpoint) {
    Set<String> shown = names(checkpoint);
    shown.add(LogFile.commitName(checkpoint.version()));
    return KernelSnapshots.showing(context.source(), shown::contains)
        .state(context.roots().source(), checkpoint.version());
  }

  static Set<String> names(CheckpointFiles checkpoint) {
    Set<String> names = new HashSet<>();
    checkpoint.files().forEach(file -> names.add(file.location().name()));
    return names;
  }

  /**
   * What is wrong with a checkpoint that takes the place of commits which are gone, so that nothing
   * but a checksum is left to compare it with.
   *
   * @param checksum that of its version, if there is one
   */
  Optional<String> faultWithoutCommits(CheckpointFiles checkpoint, Optional<ObjectEntry> checksum) {
    try {
      TableState state = byItself(checkpoint);
      return checksum
          .flatMap(this::read)
          .flatMap(found -> found.contradictionTo(state))
          .map(difference -> "it contradicts its version's checksum, " + difference);
    } catch (SnapshotException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** A checksum of the primary; empty when it is none. */
  Optional<VersionChecksum> read(ObjectEntry checksum) {
    return checksum.attributes().size() > VersionChecksum.MAX_BYTES
        ? Optional.empty()
        : context
            .source()
            .open(checksum.location())
            .map(ObjectContent::readAll)
            .flatMap(VersionChecksum::parse);
  }
}
