package dev.levee.sync.simulation;

import dev.levee.sync.log.LogFile;
import dev.levee.sync.store.testing.StoreOperation;
import java.util.Optional;

/**
 * Commits that writers make in a region which is not the primary. Those that fork off where a
 * failover has left its fence are Levee's to keep and to remove; others are held for people.
 */
final class DivergenceCheck {
  private final World world;
  private final Lake lake;
  private final Roles roles;
  private final Explanations explanations;

  DivergenceCheck(World world, Lake lake, Roles roles, Explanations explanations) {
    this.world = world;
    this.lake = lake;
    this.roles = roles;
    this.explanations = explanations;
  }

  void carriedOut(StoreEffect effect) {
    Region region = effect.region();
    Optional<Lake.Place> place = Lake.place(region, effect.location());
    boolean commit =
        !effect.process().daemon
            && place
                .flatMap(Lake.Place::logFile)
                .filter(LogFile.Commit.class::isInstance)
                .isPresent();
    if (!commit) {
      return;
    }
    String table = place.orElseThrow().table();
    TableHistory primary = lake.history(roles.primary(), table);
    TableHistory secondary = lake.history(world.otherThan(roles.primary()), table);
    long common = common(primary, secondary);
    if (effect.operation() == StoreOperation.DELETE) {
      if (common < 0 && isDivergent(primary, secondary)) {
        explanations.add(table, region + " was cleaned up behind the fork");
      }
    } else if (region != roles.primary()) {
      diverged(region, table, primary, common);
    }
  }

  private static boolean isDivergent(TableHistory primary, TableHistory secondary) {
    return secondary.commits.values().stream()
        .anyMatch(
            commit -> {
              CommitRecord ours = primary.commits.get(commit.version());
              boolean ahead = ours == null && commit.version() > primary.head();
              return ahead || (ours != null && !ours.hasSameBytes(commit));
            });
  }

  private void diverged(Region region, String table, TableHistory primary, long common) {
    world.counters.count(Fault.DIVERGENT_COMMIT);
    if (!isFence(primary, common) && !isFence(primary, common + 1)) {
      world.counters.count("undecidable");
      explanations.add(table, "a writer went on in " + region + " behind version " + common);
    }
  }

  private static long common(TableHistory primary, TableHistory secondary) {
    return primary.commits.descendingMap().values().stream()
        .filter(
            commit -> {
              CommitRecord twin = secondary.commits.get(commit.version());
              return twin != null && twin.hasSameBytes(commit);
            })
        .mapToLong(CommitRecord::version)
        .findFirst()
        .orElse(-1);
  }

  private static boolean isFence(TableHistory history, long version) {
    CommitRecord commit = history.commits.get(version);
    return commit != null && commit.isFence();
  }
}
