package dev.levee.daemon.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators read, and programs that collect logs: an event is one line. */
class LogLineTest {
  private final LoggerContext context = new LoggerContext();
  private final LogLine encoder = new LogLine();

  LogLineTest() {
    encoder.setContext(context);
    encoder.start();
  }

  private String line(String logger, Level level, String message, Throwable thrown) {
    LoggingEvent event =
        new LoggingEvent("caller", context.getLogger(logger), level, message, thrown, null);
    event.setTimeStamp(Instant.parse("2026-11-22T03:04:05.060Z").toEpochMilli());
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "dev.levee.daemon.Thing, WARN, 'WARN  Thing: '",
    "Thing, ERROR, 'ERROR Thing: '",
    "dev.levee.audit, INFO, 'INFO  audit: '",
  })
  void aLineHasTimeLevelLoggerAndMessage(String logger, String level, String shown) {
    assertThat(line(logger, Level.toLevel(level), "a täble", null))
        .isEqualTo("2026-11-22T03:04:05.060Z " + shown + "a täble" + System.lineSeparator());
  }

  @Test
  void noNameForgesALineOrMovesTheCursor() {
    assertThat(line("a.B", Level.INFO, "x\n2026 ERROR\r\u001b[2J\u2028y", null))
        .isEqualTo(
            "2026-11-22T03:04:05.060Z INFO  B: x\uFFFD2026 ERROR\uFFFD\uFFFD[2J\uFFFDy"
                + System.lineSeparator());
  }

  @Test
  void anExceptionFollowsWithItsInnermostFrames() {
    assertThat(line("a.B", Level.ERROR, "failed", deep(100)).lines().toList())
        .hasSizeBetween(20, 30)
        .startsWith(
            "2026-11-22T03:04:05.060Z ERROR B: failed",
            "java.lang.IllegalStateException: too deep");
  }

  private static IllegalStateException deep(int calls) {
    return calls == 0 ? new IllegalStateException("too deep") : deep(calls - 1);
  }
}
