package dev.levee.sync.engine.direction;

import dev.levee.sync.engine.ReplicationEvent.Kind;
import dev.levee.sync.engine.ReplicationSettings;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says when each mirrored prefix of a direction is compared, and takes the results. Each pass lists
 * both sides, so the target for the replication point sets the pace. Used by the group's thread
 * only.
 */
final class MirrorSchedule {
  private final Direction direction;
  private final Duration interval;
  private final GroupParts parts;
  private final Time time;
  private final EventLog events;

  MirrorSchedule(
      Direction direction, ReplicationSettings settings, GroupParts parts, EventLog events) {
    this.direction = direction;
    this.interval = settings.rpoTarget().dividedBy(2);
    this.parts = parts;
    this.time = parts.engine().time();
    this.events = events;
  }

  void startDue(long now) {
    for (MirrorEntry mirror : direction.mirrors()) {
      if (!mirror.isInFlight() && now - mirror.dueAt() >= 0) {
        startPass(mirror, now);
      }
    }
  }

  long dueAt(long otherwise) {
    long next = otherwise;
    for (MirrorEntry mirror : direction.mirrors()) {
      if (!mirror.isInFlight()) {
        next = TableSchedule.earlier(next, mirror.dueAt());
      }
    }
    return next;
  }

  void wake(long now) {
    direction.mirrors().forEach(mirror -> mirror.dueNow(now));
  }

  private void startPass(MirrorEntry mirror, long now) {
    mirror.passBegins(now);
    Instant begun = time.now();
    parts
        .workers()
        .firstCopies()
        .execute(
            () -> {
              try {
                MirrorEntry.Pass pass = mirror.pass(begun);
                parts.mailbox().send(() -> passed(mirror, pass));
              } catch (StoreException e) {
                parts.mailbox().send(() -> failed(mirror, holdOf(e)));
              } catch (RuntimeException | Error e) {
                Hold fault =
                    new Hold(HoldReason.NETWORK, "a fault of Levee, please report it: " + e);
                parts.mailbox().send(() -> failed(mirror, fault));
              }
            });
  }

  private static Hold holdOf(StoreException e) {
    HoldReason reason =
        switch (e.kind()) {
          case TRANSIENT, NOT_FOUND, CHANGED -> HoldReason.NETWORK;
          case THROTTLED -> HoldReason.THROTTLED;
          case ACCESS_DENIED, NO_SUCH_BUCKET -> HoldReason.ACCESS_DENIED;
          case ARCHIVED -> HoldReason.ARCHIVED;
          case UNSUPPORTED, INVALID -> HoldReason.STORE_INCONSISTENT;
        };
    return new Hold(reason, e.getMessage());
  }

  private void passed(MirrorEntry mirror, MirrorEntry.Pass pass) {
    Optional<Hold> before = mirror.hold();
    mirror.passed(pass, time.now(), time.nanoTime() + interval.toNanos());
    if (direction.gate().isClosed()) {
      return;
    }
    pass.tables()
        .forEach(
            table ->
                events.addOnce(
                    Kind.WARNING,
                    mirror.id(),
                    "the table %s lies below a mirrored prefix and is not mirrored; discover it in a prefix of its own"
                        .formatted(table)));
    reportHold(mirror, before);
  }

  private void failed(MirrorEntry mirror, Hold why) {
    Optional<Hold> before = mirror.hold();
    Duration retry =
        interval.compareTo(Duration.ofSeconds(1)) < 0 ? interval : Duration.ofSeconds(1);
    mirror.failed(why, time.now(), time.nanoTime() + retry.toNanos());
    if (!direction.gate().isClosed()) {
      reportHold(mirror, before);
    }
  }

  private void reportHold(MirrorEntry mirror, Optional<Hold> before) {
    Optional<Hold> now = mirror.hold();
    if (now.isPresent() && !now.equals(before)) {
      events.add(Kind.TABLE_HELD, mirror.id(), now.get().withRemedy());
    } else if (now.isEmpty() && before.isPresent()) {
      events.add(Kind.TABLE_RESUMED, mirror.id(), "the mirrored prefix goes on");
    }
  }
}
