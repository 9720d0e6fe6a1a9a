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
    if (!commit || region == roles.primary()) {
      return;
    }
    String table = place.orElseThrow().table();
    TableHistory primary = lake.history(roles.primary(), table);
    long common = common(primary, lake.history(region, table));
    if (effect.operation() == StoreOperation.DELETE) {
      if (common < 0) {
        explanations.add(table, region + " was cleaned up behind the fork");
      }
      return;
    }
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
