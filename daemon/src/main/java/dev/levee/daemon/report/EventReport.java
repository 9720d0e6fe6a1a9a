package dev.levee.daemon.report;

import dev.levee.sync.engine.ReplicationEvent;
import dev.levee.sync.model.TableId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An event as the admin port shows it.
 *
 * @param sequence grows by one with each event of the group since the daemon started
 * @param time when
 * @param kind what
 * @param table of which table
 * @param message in one line
 */
public record EventReport(
    long sequence,
    Instant time,
    ReplicationEvent.Kind kind,
    Optional<String> table,
    String message) {
  /** Events of one group, oldest first. */
  public record Events(List<EventReport> events) {}

  /** The event as the engine tells it. */
  public static EventReport of(ReplicationEvent event) {
    return new EventReport(
        event.sequence(),
        event.time(),
        event.kind(),
        event.table().map(TableId::toString),
        event.message());
  }
}
