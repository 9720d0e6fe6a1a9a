package dev.levee.sync.engine.table;

import dev.levee.sync.log.LogListing;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The newest versions that were seen of a table on both sides. Changed by its pass; the versions
 * are read from any thread.
 */
final class SeenVersions implements PositionSearch.Sightings {
  private volatile OptionalLong newestInPrimary = OptionalLong.empty();
  private volatile OptionalLong newestInSecondary = OptionalLong.empty();
  private Optional<LogListing> replicaLog = Optional.empty();

  @Override
  public void primary(OptionalLong version) {
    newestInPrimary = version;
  }

  @Override
  public void secondary(OptionalLong version) {
    newestInSecondary = version;
  }

  @Override
  public void goesOnBehind(LogListing log) {
    replicaLog = Optional.of(log);
  }

  /** A version was seen in the primary, which may have newer ones. */
  void inPrimary(long version) {
    newestInPrimary = OptionalLong.of(Math.max(version, newestInPrimary.orElse(-1)));
  }

  OptionalLong primary() {
    return newestInPrimary;
  }

  OptionalLong secondary() {
    return newestInSecondary;
  }

  /** The secondary's log behind which the table goes on, once after it was listed. */
  Optional<LogListing> takeReplicaLog() {
    Optional<LogListing> taken = replicaLog;
    replicaLog = Optional.empty();
    return taken;
  }
}
