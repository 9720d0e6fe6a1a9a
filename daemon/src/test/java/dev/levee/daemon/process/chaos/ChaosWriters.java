package dev.levee.daemon.process.chaos;

import dev.levee.daemon.quickstart.tables.ClicksTable;
import dev.levee.daemon.quickstart.tables.CustomersTable;
import dev.levee.daemon.quickstart.tables.OrdersTable;
import dev.levee.daemon.quickstart.tables.TableWriter;
import dev.levee.sync.model.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to three tables of one region in turn, by Delta Standalone and by Delta Kernel. */
final class ChaosWriters {
  static final List<String> TABLES = List.of("shop/orders", "shop/customers", "events/clicks");

  private static final Logger LOG = LoggerFactory.getLogger(ChaosWriters.class);
  private static final Duration PACE = Duration.ofMillis(120);
  private static final int ROWS = 20;

  private final ChaosRegion region;
  private final long seed;
  private final Time time;
  private Optional<Thread> thread = Optional.empty();
  private volatile boolean writing;

  ChaosWriters(ChaosRegion region, long seed, Time time) {
    this.region = region;
    this.seed = seed;
    this.time = time;
  }

  /** Begins with what is there. */
  void begin() {
    writing = true;
    Thread started = new Thread(this::run, "writers-" + region.name());
    thread = Optional.of(started);
    started.start();
  }

  private void run() {
    List<TableWriter> writers = writers();
    try {
      for (int turn = 0; writing; turn++) {
        if (!commit(writers.get(turn % writers.size()))) {
          writers = writers();
        }
        time.sleep(PACE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<TableWriter> writers() {
    return List.of(
        new OrdersTable(region.writersAccess(), region.data(), seed, ROWS),
        new CustomersTable(region.writersAccess(), region.data(), seed, ROWS),
        new ClicksTable(region.writersStore(), region.writersAccess(), region.data(), seed, ROWS));
  }

  /** False when the table was not as the writer thought: its log may have been wound back. */
  private boolean commit(TableWriter writer) {
    try {
      long version = writer.commit();
      LOG.debug("{} has version {}", writer.path(), version);
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.info("a commit to {} of {} failed", writer.path(), region.name(), e);
      return false;
    }
  }

  /** Stops when the commit under way has ended. */
  void stop() throws InterruptedException {
    writing = false;
    if (thread.isPresent()) {
      thread.get().join();
      thread = Optional.empty();
    }
  }
}
