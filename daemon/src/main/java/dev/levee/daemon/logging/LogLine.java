package dev.levee.daemon.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An event as a line in UTF-8: its time (UTC, milliseconds), level, logger and message; below it
 * the innermost frames of an exception. Names of tables and groups come from outside: they cannot
 * forge a line or move a cursor.
 */
public final class LogLine extends EncoderBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\u2028\u2029]");
  private static final String FRAMES = "20";
  private static final byte[] NOTHING = {};

  private final ThrowableProxyConverter traces = new ThrowableProxyConverter();

  @Override
  public void start() {
    traces.setOptionList(List.of(FRAMES));
    traces.start();
    super.start();
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    String name = event.getLoggerName();
    StringBuilder line = new StringBuilder(200);
    TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
    line.append(' ').append(event.getLevel());
    line.append(event.getLevel().levelStr.length() < "ERROR".length() ? "  " : " ");
    line.append(name, name.lastIndexOf('.') + 1, name.length()).append(": ");
    line.append(CONTROL.matcher(event.getFormattedMessage()).replaceAll("\uFFFD"));
    line.append(System.lineSeparator());
    if (event.getThrowableProxy() != null) {
      line.append(traces.convert(event));
    }
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
