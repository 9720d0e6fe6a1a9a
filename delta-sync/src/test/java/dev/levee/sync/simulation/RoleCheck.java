package dev.levee.sync.simulation;

import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/** What must be true when the roles change. */
final class RoleCheck implements Roles.Listener {
  private static final long WAITED_OUT = Duration.ofSeconds(30).toNanos();

  private final World world;
  private final Lake lake;
  private final ReplicationPointCheck points;
  private final Explanations explanations;
  private long requestedAt;
  private long switchingSince;

  RoleCheck(World world, Lake lake, ReplicationPointCheck points, Explanations explanations) {
    this.world = world;
    this.lake = lake;
    this.points = points;
    this.explanations = explanations;
  }

  @Override
  public void recorded(Optional<Roles.ControlRecord> before, Roles.ControlRecord now) {
    boolean wasFailingOver = before.filter(Roles.ControlRecord::isFailingOver).isPresent();
    if (now.isFailingOver() && !wasFailingOver) {
      requestedAt = world.schedule.now();
    }
    boolean switching = now.failoverStep().equals("SWITCHING");
    if (switching && before.filter(r -> r.failoverStep().equals("SWITCHING")).isEmpty()) {
      switchingSince = world.schedule.now();
    }
    if (before.isPresent() && before.get().epoch() != now.epoch()) {
      switched(before.get(), now.primary());
    }
  }

  private void switched(Roles.ControlRecord before, Region to) {
    world.counters.count("switched " + before.failoverType());
    if (before.failoverType().equals("PLANNED")) {
      assertNothingIsLeftBehind(before, to);
    }
    for (String table : lake.tables(before.primary())) {
      TableHistory survivor = lake.history(to, table);
      if (!lake.history(before.primary(), table).isEmpty() && !survivor.isLive()) {
        explanations.add(table, "it was not live in " + to + " when that became the primary");
      }
      if (isCleanedUpBehind(survivor, lake.history(before.primary(), table))) {
        world.counters.count("cleaned up behind the fork");
        explanations.add(table, before.primary() + " has no version in common with " + to);
      }
      if (hasItsOwnBranch(survivor, lake.history(before.primary(), table))) {
        world.counters.count("forced onto a branch");
        explanations.add(
            table, to + " had a branch of its own when it was forced to be the primary");
      }
      boolean waitedOut = world.schedule.now() - switchingSince > WAITED_OUT;
      if (survivor.isLive() && waitedOut && !hasFence(survivor, before.epoch() + 1)) {
        world.counters.count("waited out");
        explanations.add(table, "it could not be fenced in " + to + ", which was waited out");
      }
      assertReadable(to, table, survivor);
      Violation.unless(
          !survivor.isLive() || waitedOut || hasFence(survivor, before.epoch() + 1),
          "I7: %s has no fence of epoch %d",
          to.table(table),
          before.epoch() + 1);
    }
  }

  /** I4: nobody else makes up for what the new primary lacks. */
  private void assertReadable(Region to, String table, TableHistory survivor) {
    if (!survivor.isLive() || explanations.has(table)) {
      return;
    }
    for (LiveFile file : survivor.commits.lastEntry().getValue().live().values()) {
      Violation.unless(
          to.store.head(to.table(table).resolve(file.path())).isPresent(),
          "I4: %s became the primary without %s of %s",
          to,
          file.path(),
          table);
    }
  }

  /** Commits besides fences that the region which was left does not have. */
  private static boolean hasItsOwnBranch(TableHistory survivor, TableHistory left) {
    return survivor.commits.values().stream()
        .filter(commit -> !commit.isFence())
        .anyMatch(
            commit -> {
              CommitRecord twin = left.commits.get(commit.version());
              boolean cleanedUp = twin == null && commit.version() <= left.head();
              return !cleanedUp && (twin == null || !twin.hasSameBytes(commit));
            });
  }

  /** Then the log that was left cannot be wound back to the fork. */
  private static boolean isCleanedUpBehind(TableHistory survivor, TableHistory left) {
    return !left.isEmpty()
        && survivor.isLive()
        && survivor.commits.values().stream()
            .noneMatch(
                commit -> {
                  CommitRecord twin = left.commits.get(commit.version());
                  return twin != null && twin.hasSameBytes(commit);
                });
  }

  private static boolean hasFence(TableHistory history, long epoch) {
    return history.commits.values().stream().anyMatch(commit -> commit.isFenceOf(epoch));
  }

  /** What writers had committed below the primary's own fence is in the survivor. */
  private void assertNothingIsLeftBehind(Roles.ControlRecord before, Region to) {
    points.assertReplicated(
        before.primary(), requestedAt, "I9: a planned failover leaves commits behind");
    for (String table : lake.tables(before.primary())) {
      TableHistory survivor = lake.history(to, table);
      TreeMap<Long, CommitRecord> ours = lake.history(before.primary(), table).commits;
      ours.values().stream()
          .filter(commit -> commit.isFenceOf(before.epoch() + 1))
          .flatMap(fence -> ours.headMap(fence.version(), false).values().stream())
          .forEach(
              commit ->
                  Violation.unless(
                      ReplicationPointCheck.isThere(survivor, commit),
                      "I9: a planned failover leaves version %d of %s behind",
                      commit.version(),
                      table));
    }
  }
}
