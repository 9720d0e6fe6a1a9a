package dev.levee.sync.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.ReplicationSettings;
import dev.levee.sync.engine.table.PassResult;
import dev.levee.sync.model.TableId;
import java.time.Duration;
import java.time.Instant;
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
  void tablesOfOneGroupDoNotComeUpTogether() {
    long different =
        java.util.stream.IntStream.range(0, 1000)
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
