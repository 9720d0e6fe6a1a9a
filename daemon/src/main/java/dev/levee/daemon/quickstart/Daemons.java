package dev.levee.daemon.quickstart;

import dev.levee.daemon.report.EventReport;
import dev.levee.daemon.report.GroupReport;
import dev.levee.daemon.report.TableReport;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts daemons as {@code levee run} does. */
@FunctionalInterface
public interface Daemons {
  /**
   * Starts one.
   *
   * @param config its configuration file
   * @param variables what the file takes from the environment
   * @param admin where its admin port will be
   */
  Running start(Path config, Map<String, String> variables, URI admin);

  /**
   * A daemon, and its users. All questions go through the admin port; one that fails throws {@link
   * QuickstartException}.
   */
  interface Running extends AutoCloseable {
    /** Whether its admin port answers; throws when the daemon has ended. */
    boolean isUp();

    /** The group. */
    GroupReport group();

    /** The group's tables. */
    List<TableReport> tables();

    /** The group's events after this one. */
    List<EventReport> events(long after);

    /** Runs a command of the command line against it, such as {@code failover}. */
    Answer command(String... arguments);

    /** Stops it as SIGTERM does. */
    @Override
    void close();
  }

  /** How a command ended, and all it wrote. */
  record Answer(int exitCode, String text) {}
}
