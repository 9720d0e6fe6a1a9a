package dev.levee.daemon.quickstart;

import dev.levee.daemon.quickstart.tables.ClicksTable;
import dev.levee.daemon.quickstart.tables.CustomersTable;
import dev.levee.daemon.quickstart.tables.OrdersTable;
import dev.levee.daemon.quickstart.tables.TableWriter;
import dev.levee.sync.model.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to three tables in turn, in the region that is the primary at the moment. A commit that
 * fails is written down and tried again.
 */
final class Traffic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);
  private static final long SEED = 20261121;
  private static final int ORDERS_PER_FILE = 400;
  private static final int CUSTOMERS_PER_FILE = 200;
  private static final int CLICKS_PER_FILE = 8000;

  private final Time time;
  private final Duration pace;
  private final Map<String, Long> newest = new TreeMap<>();
  private Optional<Side> writtenTo = Optional.empty();
  private List<TableWriter> writers = List.of();
  private Optional<Thread> thread = Optional.empty();
  private volatile boolean writing;

  /** Nothing is written yet. */
  Traffic(Time time, Duration pace) {
    this.time = time;
    this.pace = pace;
  }

  /** Commits to every table this many times, one after the other. */
  void write(Side side, int rounds) throws IOException {
    for (int round = 0; round < rounds; round++) {
      for (TableWriter writer : writersFor(side)) {
        committed(writer.path(), writer.commit());
      }
    }
  }

  /** Writers of another region begin with what they find there. */
  private List<TableWriter> writersFor(Side side) {
    if (!writtenTo.equals(Optional.of(side))) {
      writtenTo = Optional.of(side);
      writers =
          List.of(
              new OrdersTable(side.access(), side.data(), SEED, ORDERS_PER_FILE),
              new CustomersTable(side.access(), side.data(), SEED, CUSTOMERS_PER_FILE),
              new ClicksTable(side.store(), side.access(), side.data(), SEED, CLICKS_PER_FILE));
    }
    return writers;
  }

  private synchronized void committed(String path, long version) {
    newest.put(path, version);
  }

  /** The newest version that was committed, by the table's path. */
  synchronized Map<String, Long> newest() {
    return new TreeMap<>(newest);
  }

  /**
   * Goes on writing in the background.
   *
   * @param primary where to write now; empty while nobody may write
   */
  void start(Supplier<Optional<Side>> primary) {
    Thread started = new Thread(() -> run(primary), "quickstart-writers");
    started.setDaemon(true);
    thread = Optional.of(started);
    writing = true;
    started.start();
  }

  private void run(Supplier<Optional<Side>> primary) {
    try {
      for (int turn = 0; writing; turn++) {
        commit(primary, turn);
        time.sleep(pace);
      }
    } catch (InterruptedException e) {
      LOG.debug("the writers stop");
    }
  }

  /** Whatever a library of a writer throws, the writers go on: a store may be gone for a while. */
  private void commit(Supplier<Optional<Side>> primary, int turn) {
    try {
      Optional<Side> side = primary.get();
      if (side.isPresent()) {
        List<TableWriter> all = writersFor(side.get());
        TableWriter writer = all.get(turn % all.size());
        committed(writer.path(), writer.commit());
      }
    } catch (IOException | RuntimeException e) {
      LOG.info("a commit failed", e);
    }
  }

  /** Stops writing, when the commit under way has ended. */
  void stop() throws InterruptedException {
    writing = false;
    if (thread.isPresent()) {
      thread.get().join();
      thread = Optional.empty();
    }
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}
