package dev.levee.sync.engine.direction;

import dev.levee.sync.engine.ReplicationEvent;
import dev.levee.sync.engine.ReplicationEvent.Kind;
import dev.levee.sync.model.TableId;
import dev.levee.sync.model.Time;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A group's newest events, and their lines in the log. */
public final class EventLog {
  private static final Logger LOG = LoggerFactory.getLogger("levee.events");
  private static final int KEPT = 1000;

  private final String group;
  private final Time time;
  private final Deque<ReplicationEvent> events = new ArrayDeque<>();
  private final Set<String> said = new HashSet<>();
  private long sequence;

  public EventLog(String group, Time time) {
    this.group = group;
    this.time = time;
  }

  public void add(Kind kind, String message) {
    add(kind, Optional.empty(), message);
  }

  public void add(Kind kind, TableId table, String message) {
    add(kind, Optional.of(table), message);
  }

  /** The same, unless it was said before. */
  public void addOnce(Kind kind, String message) {
    addOnce(kind, Optional.empty(), message);
  }

  /** The same, unless it was said of the table before. */
  public void addOnce(Kind kind, TableId table, String message) {
    addOnce(kind, Optional.of(table), message);
  }

  private synchronized void addOnce(Kind kind, Optional<TableId> table, String message) {
    if (said.add(table + "\n" + message)) {
      add(kind, table, message);
    }
    if (said.size() > KEPT) {
      said.clear();
    }
  }

  private synchronized void add(Kind kind, Optional<TableId> table, String message) {
    sequence++;
    events.add(new ReplicationEvent(sequence, time.now(), kind, table, message));
    if (events.size() > KEPT) {
      events.remove();
    }
    String subject = table.map(name -> group + ": " + name).orElse(group);
    if (kind == Kind.WARNING || kind == Kind.TABLE_HELD) {
      LOG.warn("{}: {}", subject, message);
    } else {
      LOG.info("{}: {}", subject, message);
    }
  }

  public synchronized List<ReplicationEvent> after(long afterSequence) {
    return events.stream().filter(event -> event.sequence() > afterSequence).toList();
  }
}
