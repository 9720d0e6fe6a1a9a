package dev.levee.sync.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Takes what simulated processes log. Nothing of it is written; an error with a cause is a fault of
 * the engine, and the simulation fails.
 */
final class EngineFaults extends TurboFilter implements AutoCloseable {
  private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();

  EngineFaults() {
    start();
    loggers.addTurboFilter(this);
  }

  @Override
  public FilterReply decide(
      Marker marker, Logger logger, Level level, String format, Object[] params, Throwable cause) {
    Schedule schedule = Schedule.ofThread();
    if (schedule == null) {
      return FilterReply.NEUTRAL;
    }
    Throwable failure = cause == null ? last(params) : cause;
    if (level == Level.ERROR && failure != null && !ProcessEnded.isBehind(failure)) {
      schedule.fail(failure);
    }
    return FilterReply.DENY;
  }

  private static Throwable last(Object[] params) {
    return params != null
            && params.length > 0
            && params[params.length - 1] instanceof Throwable failure
        ? failure
        : null;
  }

  @Override
  public void close() {
    loggers.getTurboFilterList().remove(this);
  }
}
