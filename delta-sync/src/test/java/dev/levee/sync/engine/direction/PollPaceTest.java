package dev.levee.sync.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.ReplicationSettings;
import dev.levee.sync.engine.table.PassResult;
import dev.levee.sync.model.TableId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PollPaceTest {
  private static final ReplicationSettings SETTINGS = ReplicationSettings.defaults();
  private static final Duration POLL = SETTINGS.pollInterval();
  private static final Duration BOUND = SETTINGS.rpoTarget().dividedBy(3);

  private final PollPace pace = new PollPace(new TableId("data", "table"));

  private void finds(long version, int published) {
    pace.caughtUp(new PassResult.CaughtUp(Instant.EPOCH, version, published, 0), false);
  }

  private void hears(long first, long last) {
    for (long version = first; version <= last; version++) {
      pace.announced(version);
      finds(version, 1);
    }
  }

  private void assertRelaxed() {
    assertThat(pace.interval(SETTINGS)).isBetween(BOUND.multipliedBy(7).dividedBy(8), BOUND);
  }

  @Test
  void anIdleTableIsAskedLessOftenDownToAThirdOfTheTarget() {
    finds(5, 0);
    assertThat(pace.interval(SETTINGS)).isEqualTo(POLL);
    for (int pass = 0; pass < 200; pass++) {
      finds(5, 0);
    }
    assertRelaxed();
    finds(6, 1);
    assertThat(pace.interval(SETTINGS)).isEqualTo(POLL);
  }

  @Test
  void threeAnnouncedCommitsMakePollsTheSafetyNet() {
    finds(5, 0);
    hears(6, 7);
    assertThat(pace.interval(SETTINGS)).isEqualTo(POLL);
    hears(8, 8);
    assertRelaxed();
  }

  @Test
  void aCommitThatNobodyAnnouncedBringsThePollsBack() {
    finds(5, 0);
    hears(6, 10);
    finds(11, 1);
    assertThat(pace.interval(SETTINGS)).isEqualTo(POLL);
    pace.announced(11);
    finds(11, 0);
    hears(12, 13);
    assertThat(pace.interval(SETTINGS)).isEqualTo(POLL);
    hears(14, 14);
    assertRelaxed();
  }

  @Test
  void anAnnouncementOfACommitThatIsNotThereIsForgotten() {
    finds(5, 0);
    hears(6, 10);
    pace.announced(1_000_000);
    finds(10, 0);
    assertThat(pace.interval(SETTINGS)).isEqualTo(POLL);
    finds(11, 1);
    finds(12, 1);
    finds(13, 1);
    assertThat(pace.interval(SETTINGS)).isEqualTo(POLL);
  }

  @Test
  void whoeverWantsToKnowBringsThePollsBack() {
    for (int pass = 0; pass < 200; pass++) {
      finds(5, 0);
    }
    pace.wanted();
    assertThat(pace.interval(SETTINGS)).isEqualTo(POLL);
  }

  /** Equal names and equal pasts, equal paces: what is seen can be seen again. */
  @Test
  void whateverIsFoundAndAnnouncedThePaceKeepsItsBoundsAndFollowsFromThePast() {
    for (int seed = 0; seed < 100; seed++) {
      TableId table = new TableId("data", "t" + seed);
      List<Duration> intervals = intervals(table, seed);
      assertThat(intervals).allMatch(one -> one.compareTo(POLL) >= 0 && one.compareTo(BOUND) <= 0);
      assertThat(intervals(table, seed)).isEqualTo(intervals);
    }
  }

  private static List<Duration> intervals(TableId table, int seed) {
    Random random = new Random(seed);
    PollPace pace = new PollPace(table);
    List<Duration> intervals = new ArrayList<>();
    long version = 0;
    for (int pass = 0; pass < 300; pass++) {
      if (random.nextInt(3) == 0) {
        pace.announced(version + random.nextInt(3));
      }
      int published = random.nextInt(40) == 0 ? 1 + random.nextInt(5) : 0;
      version += published;
      pace.caughtUp(
          new PassResult.CaughtUp(Instant.EPOCH, version, published, 0), random.nextBoolean());
      intervals.add(pace.interval(SETTINGS));
    }
    return intervals;
  }

  @Test
  void aPollIntervalLongerThanAThirdOfTheTargetIsKept() {
    ReplicationSettings rare =
        new ReplicationSettings(
            Duration.ofSeconds(20),
            SETTINGS.rpoTarget(),
            SETTINGS.discoveryInterval(),
            SETTINGS.history(),
            SETTINGS.onRecreated(),
            SETTINGS.leaseTtl(),
            SETTINGS.quiescence(),
            Optional.empty());
    for (int pass = 0; pass < 200; pass++) {
      finds(5, 0);
      assertThat(pace.interval(rare)).isEqualTo(rare.pollInterval());
    }
  }

  @Test
  void tablesOfOneGroupDoNotComeUpTogether() {
    long different =
        IntStream.range(0, 1000)
            .mapToObj(number -> new PollPace(new TableId("data", "t%05d".formatted(number))))
            .map(
                table -> {
                  for (int pass = 0; pass < 200; pass++) {
                    table.caughtUp(new PassResult.CaughtUp(Instant.EPOCH, 5, 0, 0), false);
                  }
                  return table.interval(SETTINGS);
                })
            .distinct()
            .count();
    assertThat(different).isGreaterThan(500);
  }
}
