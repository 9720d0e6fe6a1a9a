package dev.levee.sync.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * I6: whatever was visible in the primary at a replication point that anybody shows is in the
 * secondary when it is shown. A point is a time of the wall clock of the daemon that found it.
 */
final class ReplicationPointCheck implements Roles.Listener {
  private final World world;
  private final Lake lake;
  private final Roles roles;
  private final Map<Instant, Duration> foundBy = new HashMap<>();
  private final Set<Instant> checked = new HashSet<>();

  ReplicationPointCheck(World world, Lake lake, Roles roles) {
    this.world = world;
    this.lake = lake;
    this.roles = roles;
  }

  @Override
  public void created(Roles.ControlRecord record) {
    record
        .replicationPoint()
        .ifPresent(point -> foundBy.putIfAbsent(point, record.writtenBy().skew));
  }

  @Override
  public void recorded(Optional<Roles.ControlRecord> before, Roles.ControlRecord now) {
    now.replicationPoint()
        .ifPresent(point -> shown(now.writtenBy(), now.primary(), point, "a control record"));
  }

  /** A daemon shows its view of the group. */
  void viewed(SimulatedProcess daemon, long epoch, Optional<Instant> point) {
    boolean current = roles.current().filter(record -> record.epoch() == epoch).isPresent();
    if (current && point.isPresent()) {
      shown(daemon, roles.primary(), point.get(), "the view");
    }
  }

  /** A point is shown; one that was found by another daemon is by that one's clock. */
  void shown(SimulatedProcess daemon, Region primary, Instant point, String where) {
    if (checked.add(point)) {
      foundBy.putIfAbsent(point, daemon.skew);
      long time = ProcessTime.trueTime(point, foundBy.get(point));
      Violation.unless(
          time <= world.schedule.now(), "I6: %s of %s is in the future", where, daemon);
      assertReplicated(primary, time, "I6: %s of %s shows %s".formatted(where, daemon, point));
    }
  }

  /** The same commits are in the secondary, as far as they were visible then. */
  void assertReplicated(Region primary, long time, String what) {
    Region secondary = world.otherThan(primary);
    for (String table : lake.tables(primary)) {
      TableHistory theirs = lake.history(secondary, table);
      for (CommitRecord commit : lake.history(primary, table).commits.values()) {
        if (commit.visibleAt() <= time && !isThere(theirs, commit)) {
          throw new Violation(
              "%s, but version %d of %s, visible in %s since %.3f, is not in the other region"
                  .formatted(what, commit.version(), table, primary, commit.visibleAt() / 1e9));
        }
      }
    }
  }

  static boolean isThere(TableHistory history, CommitRecord commit) {
    CommitRecord found = history.commits.get(commit.version());
    return found != null ? found.hasSameBytes(commit) : history.isInACheckpoint(commit.version());
  }
}
