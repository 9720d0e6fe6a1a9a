package dev.levee.daemon.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import java.util.Map;
import java.util.Optional;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Logback as Levee has it, set up without XML and without a search through all jars for who logs
 * and how: together they took two fifths of a short command (decision 27). The environment's {@code
 * LEVEE_LOG} sets the level of Levee's own loggers. Who names a file of their own by {@code
 * -Dlogback.configurationFile} gets that, and Logback's ordinary start.
 */
public final class LogbackProvider implements SLF4JServiceProvider {
  private static final String LOGBACK_FILE = "logback.configurationFile";
  private static final String VERBOSITY = "slf4j.internal.verbosity";

  /** As {@code LogbackServiceProvider} says. */
  private static final String API_VERSION = "2.0.99";

  /**
   * Libraries speak only of trouble. The wire logs of HTTP clients have credentials in them and
   * stay off at every level. The run command writes the events itself, each once. Hadoop looks for
   * file systems and native code that Levee does without, and says so in traces; to the kernel a
   * young table's missing checkpoint is an error; and Javalin tells of its start and of taken
   * ports, which commands do in words.
   */
  private static final Map<String, Level> LEVELS =
      Map.of(
          "dev.levee.audit", Level.INFO,
          "org.apache.hc.client5.http.headers", Level.OFF,
          "org.apache.hc.client5.http.wire", Level.OFF,
          "software.amazon.awssdk.request", Level.OFF,
          "software.amazon.awssdk.auth", Level.WARN,
          "levee.events", Level.OFF,
          "org.apache.hadoop", Level.ERROR,
          "io.delta.kernel", Level.ERROR,
          "io.javalin", Level.WARN,
          "io.javalin.Javalin", Level.OFF);

  private final LoggerContext context = new LoggerContext();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();

  /** Has this process log so. To be called before the first logger is made. */
  public static void select() {
    if (System.getProperty(LOGBACK_FILE) == null
        && System.getProperty(LoggerFactory.PROVIDER_PROPERTY_KEY) == null) {
      properties().forEach(System::setProperty);
    }
  }

  /** The system properties that have a process of Java log so from its start. */
  public static Map<String, String> properties() {
    return Map.of(
        LoggerFactory.PROVIDER_PROPERTY_KEY, LogbackProvider.class.getName(), VERBOSITY, "WARN");
  }

  @Override
  public void initialize() {
    context.setMDCAdapter(mdc);
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    // Standard output belongs to the commands' answers.
    console.setTarget("System.err");
    LogLine line = new LogLine();
    line.setContext(context);
    line.start();
    console.setEncoder(line);
    console.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(console);
    context.getLogger("dev.levee").setLevel(ofLevee(System.getenv("LEVEE_LOG")));
    LEVELS.forEach((name, level) -> context.getLogger(name).setLevel(level));
    context.start();
  }

  /** The level of this name; INFO where there is none. */
  static Level ofLevee(String name) {
    return Optional.ofNullable(name).map(given -> Level.toLevel(given, null)).orElse(Level.INFO);
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return context;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return mdc;
  }

  @Override
  public String getRequestedApiVersion() {
    return API_VERSION;
  }
}
