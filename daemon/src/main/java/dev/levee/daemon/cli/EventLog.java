package dev.levee.daemon.cli;

import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.engine.ReplicationEvent;
import dev.levee.sync.model.TableId;
import dev.levee.sync.model.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the groups' events into the log, a line each, on its own thread. */
final class EventLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration LAST_LINES = Duration.ofSeconds(2);

  private final List<GroupControl> groups;
  private final Time time;
  private final Map<String, Long> written = new HashMap<>();
  private final Thread thread = new Thread(this::run, "levee-event-log");

  private EventLog(List<GroupControl> groups, Time time) {
    this.groups = groups;
    this.time = time;
  }

  static EventLog follow(List<GroupControl> groups, Time time) {
    EventLog log = new EventLog(groups, time);
    log.thread.setDaemon(true);
    log.thread.start();
    return log;
  }

  private void run() {
    try {
      while (true) {
        groups.forEach(this::write);
        time.sleep(INTERVAL);
      }
    } catch (InterruptedException e) {
      groups.forEach(this::write);
    }
  }

  private void write(GroupControl group) {
    String name = group.spec().name();
    try {
      for (ReplicationEvent event : group.events(written.getOrDefault(name, 0L))) {
        written.put(name, event.sequence());
        write(name, event);
      }
    } catch (RuntimeException e) {
      LOG.warn("the events of {} cannot be read", name, e);
    }
  }

  private static void write(String group, ReplicationEvent event) {
    String table =
        event
            .table()
            .map(TableId::toString)
            .filter(text -> !event.message().contains(text))
            .map(text -> text + ": ")
            .orElse("");
    switch (event.kind()) {
      case TABLE_HELD, WARNING -> LOG.warn("{}: {}{}", group, table, event.message());
      case STATE_CHANGED,
          OWNER_CHANGED,
          TABLE_DISCOVERED,
          TABLE_LIVE,
          TABLE_RESUMED,
          TABLE_GONE,
          OBJECTS_REMOVED,
          CATALOG,
          FAILOVER,
          PAUSED ->
          LOG.info("{}: {}{}", group, table, event.message());
    }
  }

  /** Writes what is left and ends. */
  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join(LAST_LINES.toMillis());
  }
}
