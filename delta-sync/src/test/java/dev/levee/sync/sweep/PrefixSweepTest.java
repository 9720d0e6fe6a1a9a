package dev.levee.sync.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.PairedPrefix;
import dev.levee.sync.store.SourceNote;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.sweep.Sweep.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What goes from a mirrored prefix. */
class PrefixSweepTest {
  private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Location EAST = Location.parse("s3://east/files/");
  private static final Location WEST = Location.parse("s3://west/files/");

  /** All objects are written at one time. */
  private static final class StandingTime implements Time {
    @Override
    public Instant now() {
      return WRITTEN;
    }

    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public void sleep(Duration duration) {}
  }

  private final MemoryObjectStore east = new MemoryObjectStore("east", new StandingTime());
  private final MemoryObjectStore west = new MemoryObjectStore("west", new StandingTime());

  private PrefixSweep sweep(Optional<Instant> replicatedUntil) {
    return new PrefixSweep(
        new PairedPrefix(east, EAST, west, WEST), DeletePolicy.defaults(), replicatedUntil);
  }

  private static Moment after(Duration since) {
    return new Moment(WRITTEN.plus(since), since.toNanos());
  }

  private void inEast(String key) {
    east.overwrite(NewObject.of(EAST.resolve(key), new byte[] {1}));
  }

  private void copied(String key) {
    ObjectAttributes source = new ObjectAttributes(1, "etag", WRITTEN, Map.of());
    west.overwrite(
        new NewObject(WEST.resolve(key), ObjectBody.of(new byte[] {1}), SourceNote.of(source)));
  }

  private void writtenInWest(String key) {
    west.overwrite(NewObject.of(WEST.resolve(key), new byte[] {1}));
  }

  private boolean isInWest(String key) {
    return west.head(WEST.resolve(key)).isPresent();
  }

  private void looksAndBatches(PrefixSweep sweep, Duration... whens) {
    for (Duration when : whens) {
      var unused = sweep.look(after(when));
      while (sweep.hasMore()) {
        var unusedOutcome =
            sweep.removeBatch(
                location -> {
                  west.delete(location);
                  return true;
                });
      }
    }
  }

  @Test
  void aCopyThatWasAbsentForADayGoesAndWhatOthersWroteStays() {
    inEast("a");
    copied("a");
    copied("gone");
    writtenInWest("theirs");
    PrefixSweep sweep = sweep(Optional.empty());

    looksAndBatches(sweep, Duration.ofDays(8), Duration.ofDays(8).plusHours(23));
    assertThat(isInWest("gone")).isTrue();
    assertThat(sweep.status().pendingKeys()).contains("gone");

    looksAndBatches(sweep, Duration.ofDays(9));
    assertThat(isInWest("gone")).isFalse();
    assertThat(isInWest("a")).isTrue();
    assertThat(isInWest("theirs")).isTrue();
    assertThat(sweep.status().deleted()).isEqualTo(1);
  }

  @Test
  void whatWasReplicatedWhileThisSideWasThePrimaryIsNobodyElses() {
    inEast("a");
    copied("a");
    writtenInWest("earlier");
    PrefixSweep sweep = sweep(Optional.of(WRITTEN));

    looksAndBatches(sweep, Duration.ofDays(8), Duration.ofDays(9));
    assertThat(isInWest("earlier")).isFalse();
  }

  @Test
  void anEmptyListingCountsForNothing() {
    copied("a");
    copied("b");
    PrefixSweep sweep = sweep(Optional.empty());

    looksAndBatches(sweep, Duration.ofDays(8), Duration.ofDays(9), Duration.ofDays(10));
    assertThat(isInWest("a")).isTrue();
    assertThat(sweep.status().problem().orElseThrow()).contains("says nothing of what is gone");
  }

  @Test
  void whatIsYoungOrBelowATableStays() {
    inEast("a");
    copied("a");
    copied("orders/part-0");
    copied("orders/_delta_log/00000000000000000000.json");
    copied("young");
    PrefixSweep sweep = sweep(Optional.empty());

    looksAndBatches(sweep, Duration.ofDays(5), Duration.ofDays(6));
    assertThat(isInWest("young")).isTrue();
    looksAndBatches(sweep, Duration.ofDays(8), Duration.ofDays(9));
    assertThat(isInWest("young")).isFalse();
    assertThat(isInWest("orders/part-0")).isTrue();
  }

  @Test
  void moreThanTheLimitIsAReasonToAsk() {
    inEast("a");
    copied("a");
    for (int i = 0; i < 11; i++) {
      copied("gone-" + i);
    }
    PrefixSweep sweep = sweep(Optional.empty());

    looksAndBatches(sweep, Duration.ofDays(8), Duration.ofDays(9));
    assertThat(isInWest("gone-0")).isTrue();
    assertThat(sweep.status().problem().orElseThrow()).contains("11 files", "limit is 10");
  }
}
