package dev.levee.bench.steady;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** When which table gets its next commit. Equal seeds, equal times. */
final class CommitSchedule {
  private final TailPlan plan;
  private final int firstTable;

  /**
   * A schedule.
   *
   * @param firstTable tables before this one get none
   */
  CommitSchedule(TailPlan plan, int firstTable) {
    this.plan = plan;
    this.firstTable = firstTable;
  }

  /**
   * A commit.
   *
   * @param second when it is to be visible, from the beginning
   */
  record Due(double second, int table, long version) {}

  /**
   * The commits of every so-manieth table, by their times: one in each interval of a table, at
   * random in its first half, so that those of one table do not overtake each other.
   */
  List<Due> of(int thread, int threads) {
    List<Due> schedule = new ArrayList<>();
    for (int table = firstTable + thread; table < plan.tables(); table += threads) {
      SplittableRandom random = new SplittableRandom(plan.seed() * 31 + table);
      double phase = random.nextDouble();
      for (int commit = 0; commit < plan.commits(); commit++) {
        double interval = commit + (phase + random.nextDouble()) / 2;
        schedule.add(new Due(interval / plan.rate(), table, commit + 1L));
      }
    }
    schedule.sort(Comparator.comparingDouble(Due::second));
    return schedule;
  }
}
