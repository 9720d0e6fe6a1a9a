package dev.levee.sync.log;

import dev.levee.sync.model.Location;
import java.util.Optional;

/**
 * An object in a table's log by its location alone: what it is called, not what it holds.
 *
 * @param root the table's root, as a prefix
 * @param version the version that it is of; -1 for the hint {@code _last_checkpoint}
 */
public record LogObject(Location root, Kind kind, long version) {
  /** What it tells of. */
  public enum Kind {
    /** A commit. */
    COMMIT,
    /** A commit that a catalog has yet to ratify. */
    STAGED_COMMIT,
    /** A checkpoint, or the hint that names one. */
    CHECKPOINT
  }

  private static final String FOLDER = "/" + LogListing.LOG_FOLDER;
  private static final long UNKNOWN = -1;

  /** What lies there, by its name; empty where that tells of no new version and no checkpoint. */
  public static Optional<LogObject> at(Location location) {
    String key = "/" + location.key();
    int log = key.lastIndexOf(FOLDER);
    if (log < 0) {
      return Optional.empty();
    }
    Location root = new Location(location.scheme(), location.bucket(), key.substring(1, log + 1));
    String name = key.substring(log + FOLDER.length());
    if (name.startsWith(StagedCommits.FOLDER)) {
      return StagedCommits.version(name.substring(StagedCommits.FOLDER.length()))
          .map(version -> new LogObject(root, Kind.STAGED_COMMIT, version));
    }
    LogFile file = LogFile.parse(name);
    if (file instanceof LogFile.Commit commit) {
      return Optional.of(new LogObject(root, Kind.COMMIT, commit.version()));
    }
    if (file instanceof LogFile.Checkpoint checkpoint) {
      return Optional.of(new LogObject(root, Kind.CHECKPOINT, checkpoint.version()));
    }
    return file instanceof LogFile.LastCheckpoint
        ? Optional.of(new LogObject(root, Kind.CHECKPOINT, UNKNOWN))
        : Optional.empty();
  }
}
