package dev.levee.sync.engine.direction;

import dev.levee.sync.engine.ReplicationEvent.Kind;
import dev.levee.sync.engine.control.ControlLogException;
import dev.levee.sync.engine.control.DeletePermission;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.sweep.Sweep;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Has what is long gone from the primary removed from the secondary: one table at a time, at a slow
 * pace. A look goes on beside replication; while a batch is removed the table is not passed. Used
 * by the group's thread only.
 */
final class ReplicaDeletes {
  private static final Sweep.Outcome NOT_NOW = new Sweep.Outcome(0, Optional.empty());
  private static final Sweep.Outcome QUARANTINED =
      new Sweep.Outcome(
          0, Optional.of("commits of this table that may still be wanted are in quarantine"));

  /** What is due is looked for at all tables, so not at every turn. */
  private static final Duration REST = Duration.ofSeconds(1);

  private final Direction direction;
  private final Duration interval;
  private final GroupParts parts;
  private final EventLog events;
  private final DeletePermission permission;
  private final Map<TableId, Long> dueAt = new HashMap<>();
  private Optional<SweptEntry> underWay = Optional.empty();
  private Optional<String> said = Optional.empty();
  private boolean working;
  private long nextLookAt;

  ReplicaDeletes(Direction direction, Duration interval, GroupParts parts, EventLog events) {
    this.direction = direction;
    this.interval = interval;
    this.parts = parts;
    this.events = events;
    this.nextLookAt = parts.engine().time().nanoTime();
    this.permission = direction.swept().permission(parts.daemon());
  }

  /** Goes on with the sweep under way, or begins the next one that is due. */
  void startDue(GroupRecord record, long now) {
    if (working) {
      return;
    }
    if (underWay.isPresent()) {
      removeNext(underWay.get());
    } else if (now - nextLookAt >= 0
        && permission.isGivenBy(record, parts.engine().time().now())
        && isSafe()) {
      nextLookAt = now + REST.toNanos();
      direction.swept().all().filter(entry -> isDue(entry, now)).findFirst().ifPresent(this::look);
    }
  }

  private boolean isSafe() {
    Optional<String> shared = direction.swept().sharedFiles();
    if (!shared.equals(said)) {
      shared.ifPresent(
          why ->
              events.add(
                  Kind.WARNING,
                  why + ": files may belong to several tables, and none is removed in this group"));
      said = shared;
    }
    return shared.isEmpty() && direction.isSettled(true);
  }

  private boolean isDue(SweptEntry entry, long now) {
    long due = dueAt.computeIfAbsent(entry.id(), id -> now + interval.toNanos());
    return now - due >= 0 && entry.mayBeSwept();
  }

  private void look(SweptEntry entry) {
    underWay = Optional.of(entry);
    long begun = parts.engine().time().nanoTime();
    dueAt.put(entry.id(), begun + interval.toNanos());
    work(parts.workers().firstCopies(), () -> look(entry, begun), outcome -> {});
  }

  private Sweep.Outcome look(SweptEntry entry, long begun) {
    Optional<Instant> there = permission.ask();
    if (there.isEmpty()) {
      return NOT_NOW;
    }
    return direction.swept().isInQuarantine(entry.id())
        ? QUARANTINED
        : entry.sweep().look(new Sweep.Moment(there.get(), begun));
  }

  private void removeNext(SweptEntry entry) {
    if (!entry.sweep().hasMore() || !entry.mayBeSwept()) {
      underWay = Optional.empty();
      return;
    }
    if (!entry.reserve()) {
      return;
    }
    work(
        parts.workers().tails(),
        () -> {
          Optional<Instant> there = permission.ask();
          return there.isPresent() ? entry.sweep().removeBatch(this::remove) : NOT_NOW;
        },
        outcome -> {
          entry.release();
          if (outcome.removed() == 0) {
            underWay = Optional.empty();
          }
        });
  }

  /** Each removal is behind the gate, as each commit is. */
  private boolean remove(Location location) {
    return direction.gate().pass(() -> direction.swept().removeFromSecondary(location));
  }

  /** Runs something on a worker, and takes its outcome on the group's thread. */
  private void work(Executor worker, Supplier<Sweep.Outcome> task, Consumer<Sweep.Outcome> then) {
    working = true;
    SweptEntry entry = underWay.orElseThrow();
    worker.execute(
        () -> {
          Sweep.Outcome outcome = outcomeOf(task);
          parts
              .mailbox()
              .send(
                  () -> {
                    working = false;
                    report(entry, outcome);
                    then.accept(outcome);
                  });
        });
  }

  private static Sweep.Outcome outcomeOf(Supplier<Sweep.Outcome> task) {
    try {
      return task.get();
    } catch (StoreException | ControlLogException e) {
      return new Sweep.Outcome(0, Optional.of(e.getMessage()));
    } catch (RuntimeException | Error e) {
      return new Sweep.Outcome(0, Optional.of("a fault of Levee, please report it: " + e));
    }
  }

  private void report(SweptEntry entry, Sweep.Outcome outcome) {
    if (outcome.removed() > 0) {
      events.add(
          Kind.OBJECTS_REMOVED,
          entry.id(),
          "%d objects that are long gone from the primary were removed"
              .formatted(outcome.removed()));
    }
    outcome
        .problem()
        .ifPresent(
            problem ->
                events.addOnce(Kind.WARNING, entry.id(), "nothing more is removed: " + problem));
  }
}
