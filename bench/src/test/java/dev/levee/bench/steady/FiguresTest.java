package dev.levee.bench.steady;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is made of the requests, and when commits are due. */
class FiguresTest {
  private static final Instant START = Instant.parse("2026-11-21T14:00:00Z");

  @Test
  void aLagIsFromOneSideToTheOtherWithoutTheWarmUp() {
    Map<String, Instant> written =
        Map.of(
            Tables.path(0, 1), START,
            Tables.path(1, 1), START.plusSeconds(2),
            Tables.path(1, 2), START.plusSeconds(3));
    Map<String, Instant> published =
        Map.of(
            Tables.path(0, 1), START.plusSeconds(9),
            Tables.path(1, 1), START.plus(Duration.ofMillis(2400)),
            Tables.path(1, 2), START.plus(Duration.ofMillis(3100)));
    Lags lags = new Lags(written, published, 1);

    assertThat(lags.scheduled(true)).isEqualTo(new Percentiles(2, 100, 400, 400, 400));
    assertThat(lags.scheduled(false).max()).isEqualTo(400);
    assertThat(lags.ofFirstTable().max()).isEqualTo(9000);
    assertThat(lags.secondsOfFirstTable()).isEqualTo(9);
  }

  @Test
  void commitsOfOneTableAreHalfAnIntervalApartAndAllAreWritten() {
    TailPlan plan = new TailPlan(7, 2, 1, 1, 10, 1, 1, new SplittableRandom().nextLong());
    CommitSchedule schedule = new CommitSchedule(plan, 1);
    List<CommitSchedule.Due> first = schedule.of(0, 2);
    List<CommitSchedule.Due> second = schedule.of(1, 2);

    assertThat(first.size() + second.size()).isEqualTo(6 * plan.commits());
    assertThat(first).extracting(CommitSchedule.Due::table).containsOnly(1, 3, 5);
    List<Double> times =
        first.stream().filter(due -> due.table() == 3).map(CommitSchedule.Due::second).toList();
    for (int commit = 1; commit < times.size(); commit++) {
      assertThat(times.get(commit) - times.get(commit - 1)).isBetween(0.25, 0.75);
    }
  }
}
