package dev.levee.bench;

import dev.levee.sync.copy.CopySettings;
import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.engine.control.Daemon;
import dev.levee.sync.engine.control.ProcessIdentity;
import dev.levee.sync.engine.runner.LeveeEngine;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.testing.InterceptedObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import dev.levee.sync.store.testing.StoreOperation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A running Levee that is caught up, and is woken again and again to find nothing new. */
final class LeveePasses {
  private static final String LOG = "/_delta_log/";
  private static final Duration LOOK = Duration.ofNanos(50_000);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final GroupControl group;
  private final Time time;

  private LeveePasses(GroupControl group, Time time) {
    this.group = group;
    this.time = time;
  }

  /** Goes on with the copy that the assignment on standard input says; says what a pass costs. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Assignment assignment = Assignment.read(System.in);
    SystemTime time = new SystemTime();
    AtomicLong requests = new AtomicLong();
    try (LeveeEngine engine =
        new LeveeEngine(
            List.of(
                LeveeTransfer.group(
                    assignment, store -> new CountingStore(store, assignment, requests))),
            CopySettings.defaults(),
            assignment.connections(),
            new Daemon(time, new ProcessIdentity()))) {
      engine.start();
      GroupControl group = engine.groups().get(0);
      if (!group.awaitCaughtUp(PATIENCE) || group.status().heldTables() > 0) {
        throw new BenchException("not caught up: " + group.status() + " " + group.tables());
      }
      new PassMeter(time, requests::get).measure(new LeveePasses(group, time)::pass);
    }
  }

  /** Returns when every table has been looked at since. */
  private void pass() throws InterruptedException {
    Instant begun = time.now();
    group.wake();
    while (!isLookedAtSince(begun)) {
      if (Duration.between(begun, time.now()).compareTo(PATIENCE) > 0) {
        throw new BenchException("no pass: " + group.tables());
      }
      time.sleep(LOOK);
    }
  }

  private boolean isLookedAtSince(Instant begun) {
    return group.tables().stream()
        .allMatch(table -> table.replicationPoint().filter(rp -> !rp.isBefore(begun)).isPresent());
  }

  /**
   * Counts what is asked of the tables. Neither the group's own records are among that, nor the
   * search for new tables, which a wake-up begins too: its listings are outside of logs.
   */
  private static final class CountingStore extends InterceptedObjectStore {
    private final Assignment assignment;
    private final AtomicLong requests;

    CountingStore(ObjectStore store, Assignment assignment, AtomicLong requests) {
      super(store);
      this.assignment = assignment;
      this.requests = requests;
    }

    @Override
    protected <T> T around(StoreCall call, Supplier<T> delegate) {
      boolean ofTables =
          call.location().relativeTo(assignment.from()).isPresent()
              || call.location().relativeTo(assignment.to()).isPresent();
      boolean search =
          call.operation() == StoreOperation.LIST && !call.location().key().contains(LOG);
      if (ofTables && !search) {
        requests.incrementAndGet();
      }
      return delegate.get();
    }
  }
}
