package dev.levee.sync.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.model.TableId;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Logs are listed soon after a commit and rarely without one, by bounds that always hold. */
class LookPaceTest {
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final long NANOS = INTERVAL.toNanos();
  private static final long LONGEST = Duration.ofMinutes(15).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private static LookPace pace(int table) {
    return new LookPace(new TableId("data", "t%04d".formatted(table)), INTERVAL, INTERVAL);
  }

  /** How long after a start a table's log is listed again. */
  private static long firstListing(int table, long start) {
    LookPace pace = pace(table);
    pace.located(start);
    long now = start;
    while (!pace.isListingDue(now)) {
      now += SECOND / 10;
    }
    return now - start;
  }

  @Test
  void listingsBecomeRarerUntilSomethingIsPublished() {
    LookPace pace = pace(0);
    long now = 5 * NANOS;
    pace.listed(now);
    for (long intervals : new long[] {1, 4, 16, 30, 30}) {
      assertThat(pace.isListingDue(now + intervals * NANOS - 1)).isFalse();
      now += intervals * NANOS;
      assertThat(pace.isListingDue(now)).isTrue();
      pace.listed(now);
    }
    pace.published();
    assertThat(pace.isListingDue(now + NANOS - 1)).isFalse();
    assertThat(pace.isListingDue(now + NANOS)).isTrue();
  }

  @Test
  void whateverHappensTheBoundsHold() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      LookPace pace = pace(seed);
      long now = NANOS;
      pace.listed(now);
      long listedAt = now;
      long lookedAt = now;
      for (int step = 0; step < 1_000; step++) {
        now += random.nextInt(20) * SECOND;
        if (random.nextInt(100) == 0) {
          pace.published();
        }
        if (pace.isListingDue(now)) {
          assertThat(now - listedAt).isGreaterThanOrEqualTo(NANOS);
          pace.listed(now);
          listedAt = now;
          lookedAt = now;
        }
        assertThat(now - listedAt).isLessThan(LONGEST);
        assertThat(pace.isLookDue(now)).isEqualTo(now - lookedAt >= NANOS);
        if (pace.isLookDue(now)) {
          pace.looked(now);
          lookedAt = now;
        }
      }
    }
  }

  @Test
  void anIntervalLongerThanTheLongestPauseStaysAsItIs() {
    Duration hour = Duration.ofHours(1);
    LookPace pace = new LookPace(new TableId("data", "table"), hour, hour);
    for (long now = hour.toNanos(); now < 10 * hour.toNanos(); now += hour.toNanos()) {
      assertThat(pace.isListingDue(now)).isTrue();
      pace.listed(now);
      assertThat(pace.isListingDue(now + hour.toNanos() - 1)).isFalse();
    }
  }

  @Test
  void tablesThatStartTogetherAreListedApartAndEachByItsName() {
    long start = 7 * NANOS;
    long[] first = IntStream.range(0, 200).mapToLong(table -> firstListing(table, start)).toArray();
    assertThat(LongStream.of(first).boxed())
        .allSatisfy(delay -> assertThat(delay).isBetween(0L, NANOS));
    assertThat(LongStream.of(first).distinct().count()).isGreaterThan(100);
    assertThat(firstListing(3, start)).isEqualTo(first[3]);
  }
}
