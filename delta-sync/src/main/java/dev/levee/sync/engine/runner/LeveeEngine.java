package dev.levee.sync.engine.runner;

import dev.levee.sync.copy.CopySettings;
import dev.levee.sync.copy.FairCopyExecutor;
import dev.levee.sync.engine.CatalogSpec;
import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.ReplicationEngine;
import dev.levee.sync.engine.ReplicationEvent.Kind;
import dev.levee.sync.engine.control.Daemon;
import dev.levee.sync.engine.direction.Direction;
import dev.levee.sync.engine.direction.EventLog;
import dev.levee.sync.engine.direction.GroupParts;
import dev.levee.sync.engine.direction.GroupView;
import dev.levee.sync.store.ObjectStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs failover groups on threads of its own: one for each group, which owns the group's state; a
 * few that make table passes; and those that copy files, shared by all groups.
 */
public final class LeveeEngine implements ReplicationEngine {
  private static final int FIRST_COPY_WORKERS = 8;

  private static final int TAIL_WORKERS = 16;

  /**
   * Each waits for one answer at a time: a thousand a second of a store that takes 30 ms for one.
   */
  private static final int RESTING_WORKERS = 32;

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(7);

  private final FairCopyExecutor copies;
  private final ExecutorService firstCopies;
  private final ExecutorService tails;
  private final ExecutorService resting;
  private final List<RunningGroup> groups = new ArrayList<>();
  private final List<GroupRunner> runners = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<GroupSpec> specs;
  private boolean closed;

  /**
   * An engine that is not started.
   *
   * @param specs the groups; their stores are closed with the engine
   * @param settings how files are copied
   * @param copyThreads how many copies run at a time
   * @param daemon the clocks and who this daemon is
   */
  public LeveeEngine(List<GroupSpec> specs, CopySettings settings, int copyThreads, Daemon daemon) {
    this.specs = List.copyOf(specs);
    this.copies = new FairCopyExecutor(copyThreads, named("levee-copy"));
    this.firstCopies = Executors.newFixedThreadPool(FIRST_COPY_WORKERS, named("levee-first-copy"));
    this.tails = Executors.newFixedThreadPool(TAIL_WORKERS, named("levee-tail"));
    this.resting = Executors.newFixedThreadPool(RESTING_WORKERS, named("levee-rest"));
    GroupParts.Workers workers = new GroupParts.Workers(firstCopies, tails, resting);
    for (GroupSpec spec : specs) {
      EventLog events = new EventLog(spec.name(), daemon.time());
      GroupView view = new GroupView(spec);
      Direction.EngineParts parts =
          new Direction.EngineParts(
              copies,
              settings,
              daemon.time(),
              (table, warning) -> events.addOnce(Kind.WARNING, table, warning));
      GroupRunner runner =
          new GroupRunner(
              spec,
              new GroupParts(new QueueMailbox(), workers, daemon.identity(), parts),
              events,
              view);
      runners.add(runner);
      groups.add(new RunningGroup(spec, runner, events, view, daemon.time()));
    }
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public synchronized void start() {
    for (int i = 0; i < runners.size(); i++) {
      Thread thread = new Thread(runners.get(i)::run, "levee-group-" + specs.get(i).name());
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  @Override
  public List<GroupControl> groups() {
    return List.copyOf(groups);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    runners.forEach(GroupRunner::stop);
    try {
      for (Thread thread : threads) {
        thread.join(STOP_TIMEOUT.toMillis());
      }
      end(firstCopies);
      end(tails);
      end(resting);
      copies.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeStores();
  }

  private static void end(ExecutorService workers) throws InterruptedException {
    workers.shutdown();
    if (!workers.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
      workers.shutdownNow();
    }
  }

  private void closeStores() {
    Set<ObjectStore> stores = Collections.newSetFromMap(new IdentityHashMap<>());
    specs.forEach(spec -> spec.regions().forEach(region -> stores.add(region.store())));
    specs.stream().flatMap(spec -> spec.catalog().stream()).forEach(CatalogSpec::close);
    stores.forEach(ObjectStore::close);
  }
}
