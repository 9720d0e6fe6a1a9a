package dev.levee.sync.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T06:50:24Z",
        "2026-11-22T06:50:24.000Z",
        "2026-11-22T06:50:24.5Z",
        "2026-11-22T06:50:24.123456789Z",
        "2024-02-29T23:59:59.999Z",
        "0000-01-01T00:00:00Z",
        "1969-12-31T23:59:59.001Z",
        // Left to Java's own: the day's end, a leap second, zones, signs, small letters.
        "2026-11-22T24:00:00Z",
        "2026-11-22T06:50:24.Z",
        "2016-12-31T23:59:60Z",
        "2026-11-22T06:50:24+00:00",
        "+12026-11-22T06:50:24Z",
        "-0001-11-22T06:50:24Z",
        "2026-11-22t06:50:24z"
      })
  void timesAreReadAsJavaReadsThem(String text) {
    assertThat(Timestamps.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-11-22",
        "2026-11-22T06:50:24",
        "2026-11-22 06:50:24Z",
        "2026-11-22T06:50:24.1234567890Z",
        "2026-11-22T06:50:24,5Z",
        "2026-13-22T06:50:24Z",
        "2026-02-29T06:50:24Z",
        "2026-11-22T25:50:24Z",
        "2026-11-22T06:61:24Z",
        "2026-11-22T06:50:61Z",
        "2026-11-22T06:50:-1Z",
        "2026-11-2/T06:50:24Z",
        "２026-11-22T06:50:24Z"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> Timestamps.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @Test
  void timesAreWrittenAsJavaWritesThem() {
    Random random = new Random(7);
    long farthest = Instant.parse("+12000-01-01T00:00:00Z").getEpochSecond();
    int[] units = {1, 1_000, 1_000_000, 1_000_000_000};
    for (int i = 0; i < 20_000; i++) {
      int unit = units[i % units.length];
      int nanos = random.nextInt(1_000_000_000 / unit) * unit;
      Instant time =
          Instant.ofEpochSecond((long) ((random.nextDouble() * 2 - 1) * farthest), nanos);
      assertThat(Timestamps.text(time)).isEqualTo(time.toString());
      assertThat(Timestamps.parse(Timestamps.text(time))).isEqualTo(time);
    }
  }
}
