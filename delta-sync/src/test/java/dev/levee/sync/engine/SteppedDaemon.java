package dev.levee.sync.engine;

import dev.levee.sync.copy.CopySettings;
import dev.levee.sync.engine.control.OwnerIdentity;
import dev.levee.sync.engine.direction.Direction;
import dev.levee.sync.engine.direction.EventLog;
import dev.levee.sync.engine.direction.GroupParts;
import dev.levee.sync.engine.direction.GroupView;
import dev.levee.sync.engine.direction.Mailbox;
import dev.levee.sync.engine.runner.GroupRunner;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.Owner;
import dev.levee.sync.model.RegionName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** One daemon's work on one group, a turn at a time on the caller's thread and clock. */
final class SteppedDaemon {
  private final ManualTime time;
  private final GroupView view;
  private final GroupRunner runner;
  private final Deque<Runnable> messages = new ArrayDeque<>();

  /** A daemon with nothing in its memory. */
  SteppedDaemon(String id, GroupSpec spec, ManualTime time) {
    this(id, spec, time, Runnable::run);
  }

  /**
   * A daemon whose looks, and whatever a change of roles does in the stores, run where this says.
   */
  SteppedDaemon(String id, GroupSpec spec, ManualTime time, Executor tails) {
    this.time = time;
    this.view = new GroupView(spec);
    Direction.EngineParts engine =
        new Direction.EngineParts(
            (table, task) -> task.run(), CopySettings.defaults(), time, (table, warning) -> {});
    this.runner =
        new GroupRunner(
            spec,
            new GroupParts(
                new Messages(),
                new GroupParts.Workers(Runnable::run, tails, tails),
                new Named(id),
                engine),
            new EventLog(spec.name(), time),
            view);
  }

  private record Named(String id) implements OwnerIdentity {
    @Override
    public Owner self() {
      return new Owner(id, id, "");
    }

    @Override
    public boolean isSurelyDead(Owner owner) {
      return false;
    }
  }

  private final class Messages implements Mailbox {
    @Override
    public void send(Runnable message) {
      messages.add(message);
    }

    @Override
    public Optional<Runnable> next() {
      return Optional.ofNullable(messages.poll());
    }

    @Override
    public Optional<Runnable> receive(Duration atMost) {
      if (messages.isEmpty()) {
        time.pass(atMost);
      }
      return next();
    }
  }

  void turn() {
    try {
      runner.turnAndWait();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Asks for a failover; its answer is not waited for. */
  void failover(RegionName to, FailoverType type) {
    runner.failover(new FailoverRequest(to, type, OptionalLong.empty()), new CompletableFuture<>());
  }

  void pause(boolean paused) {
    runner.pause(paused);
  }

  GroupStatus status() {
    return view.status();
  }

  List<TableStatus> tables() {
    return view.tables();
  }
}
