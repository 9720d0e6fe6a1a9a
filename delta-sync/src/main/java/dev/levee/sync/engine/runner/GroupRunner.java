package dev.levee.sync.engine.runner;

import dev.levee.sync.engine.FailoverAnswer;
import dev.levee.sync.engine.FailoverRequest;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.GroupStatus;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.ReplicationEvent.Kind;
import dev.levee.sync.engine.control.ControlLog;
import dev.levee.sync.engine.control.ControlLogException;
import dev.levee.sync.engine.control.Lease;
import dev.levee.sync.engine.control.Ownership;
import dev.levee.sync.engine.control.PublishGate;
import dev.levee.sync.engine.control.Standbys;
import dev.levee.sync.engine.direction.Announcements;
import dev.levee.sync.engine.direction.Direction;
import dev.levee.sync.engine.direction.EventLog;
import dev.levee.sync.engine.direction.GroupParts;
import dev.levee.sync.engine.direction.GroupView;
import dev.levee.sync.engine.direction.TableSchedule;
import dev.levee.sync.engine.failover.FailoverPreviewing;
import dev.levee.sync.engine.failover.FailoverSteps;
import dev.levee.sync.group.FailoverGroup;
import dev.levee.sync.group.GroupEffect;
import dev.levee.sync.group.GroupEvent;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.group.GroupStep;
import dev.levee.sync.group.RoleChange;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns a group: it reads and writes the control log, decides by the pure state
 * machine, hands tables to workers and takes their results. Workers never touch its state.
 */
public final class GroupRunner {
  private static final Logger LOG = LoggerFactory.getLogger(GroupRunner.class);
  private static final Duration MAX_WAIT = Duration.ofSeconds(1);
  private static final int MOST_ANNOUNCEMENTS = 64;

  private final GroupSpec spec;
  private final GroupParts parts;
  private final Time time;
  private final Lease lease;
  private final Ownership ownership;
  private final Standbys standbys;
  private final EventLog events;
  private final GroupView view;

  private final FailoverRequests requests;
  private final FailoverSteps failover;
  private final AtomicInteger announcements = new AtomicInteger();

  private Optional<TableSchedule> schedule = Optional.empty();
  private boolean stopping;
  private long quietUntil;
  private long renewDueAt;

  public GroupRunner(GroupSpec spec, GroupParts parts, EventLog events, GroupView view) {
    this.spec = spec;
    this.parts = parts;
    this.time = parts.engine().time();
    this.quietUntil = time.nanoTime();
    this.lease = new Lease(time, spec.settings().leaseTtl());
    this.ownership = new Ownership(spec, new ControlLog(spec, time), lease, parts.daemon());
    this.standbys = new Standbys(spec, parts.daemon());
    this.events = events;
    this.view = view;
    this.failover =
        new FailoverSteps(spec, parts, lease, report -> events.add(Kind.FAILOVER, report));
    this.requests =
        new FailoverRequests(
            spec,
            ownership,
            this::decide,
            new FailoverRequests.Seen(this::direction, this::status));
  }

  private Optional<Direction> direction() {
    return schedule.map(TableSchedule::direction);
  }

  private GroupStatus status() {
    publishView();
    return view.status();
  }

  /** Runs until {@link #stop} is received, then gives the group back. */
  public void run() {
    try {
      while (!stopping) {
        turnAndWait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    giveBack();
  }

  /** Does what is due, then handles the next message, or waits until something is due again. */
  public void turnAndWait() throws InterruptedException {
    turn();
    Optional<Runnable> message = parts.mailbox().receive(untilNextTurn());
    boolean unused = message.isEmpty() || guarded(message.get());
  }

  /** Asks the runner to end. From any thread. */
  public void stop() {
    parts.mailbox().send(() -> stopping = true);
  }

  private void turn() {
    if (time.nanoTime() - quietUntil >= 0 && guarded(this::step)) {
      view.problem(Optional.empty());
    }
    publishView();
  }

  private void step() {
    if (!ownership.isOwner()) {
      seekOwnership();
    }
    if (ownership.isOwner()) {
      ownedTurn();
    }
    if (ownership.isOwner()) {
      standbys.work(leading());
    } else {
      standbys.standBy(leading());
    }
  }

  private RegionSpec leading() {
    return spec.region(
        ownership
            .known()
            .map(GroupRecord::lead)
            .orElseGet(() -> spec.otherThan(spec.initialPrimaryRegion()).name()));
  }

  /** Whatever goes wrong, the group's thread goes on, after a while and from what is stored. */
  private boolean guarded(Runnable action) {
    try {
      action.run();
      return true;
    } catch (StoreException | ControlLogException e) {
      view.problem(Optional.of(e.getMessage()));
    } catch (RuntimeException | Error e) {
      LOG.error("group {}: a fault of Levee", spec.name(), e);
      view.problem(Optional.of("a fault of Levee, please report it: " + e));
    }
    ownership.readAgainLater();
    quietUntil = time.nanoTime() + min(MAX_WAIT, lease.renewInterval()).toNanos();
    return false;
  }

  private void seekOwnership() {
    Optional<GroupRecord> taken = ownership.seek();
    if (taken.isPresent()) {
      events.add(Kind.OWNER_CHANGED, "this daemon works on the group");
      renewDueAt = time.nanoTime() + lease.renewInterval().toNanos();
      perform(FailoverGroup.effectsOnResume(taken.get()));
    }
  }

  private void ownedTurn() {
    long now = time.nanoTime();
    if (ownership.mustReadAgain()) {
      Optional<List<GroupEffect>> effects = ownership.readAgain();
      if (effects.isEmpty()) {
        lost();
        return;
      }
      perform(effects.get());
    }
    if (ownership.record().state() == GroupState.CREATING) {
      decide(new GroupEvent.Created());
    }
    if (now - renewDueAt >= 0) {
      decide(new GroupEvent.LeaseRenewed(direction().flatMap(d -> d.replicationPoint(true))));
    }
    failover.look().ifPresent(this::goOn);
    if (isReplicating()) {
      TableSchedule running = schedule.get();
      running.startDeletes(ownership.record(), now);
      running.startDue(now);
      endInitialReplication(running.direction());
      failover.lookAtDrain(running).ifPresent(this::goOn);
    }
  }

  /** Behind a closed gate passes would end at once, and begin again, until the roles change. */
  private boolean isReplicating() {
    return schedule.isPresent() && !ownership.record().paused() && !failover.isSwitching();
  }

  /**
   * Asks the state machine, saves, acts. False when the event was refused or the group was lost.
   */
  private boolean decide(GroupEvent event) {
    GroupStep step = FailoverGroup.step(ownership.record(), event, time.now());
    if (!(step instanceof GroupStep.Next next)) {
      return false;
    }
    if (event instanceof GroupEvent.FailoverRequested request) {
      events.add(
          Kind.FAILOVER, "%s failover to %s requested".formatted(request.type(), request.target()));
    }
    GroupState before = ownership.record().state();
    if (!ownership.save(next.record())) {
      lost();
      return false;
    }
    renewDueAt = time.nanoTime() + lease.renewInterval().toNanos();
    if (next.record().state() != before) {
      events.add(Kind.STATE_CHANGED, before + " to " + next.record().state());
    }
    perform(next.effects());
    return true;
  }

  private void perform(List<GroupEffect> effects) {
    for (GroupEffect effect : effects) {
      switch (effect) {
        case START_REPLICATION -> startReplication();
        case STOP_REPLICATION -> stopReplication();
        case DRAIN -> failover.drain();
        case STOP_WRITES -> failover.stopWrites(ownership.record());
        case LIFT_WRITES -> failover.liftWrites(ownership.record());
      }
    }
  }

  private void startReplication() {
    failover.replicationStarts();
    boolean running =
        direction()
            .filter(d -> !d.gate().isClosed() && d.isFrom(ownership.record().primary()))
            .isPresent();
    if (running) {
      return;
    }
    closeGate();
    GroupRecord record = ownership.record();
    Direction.From from =
        new Direction.From(
            spec.region(record.primary()),
            record.roleChange().flatMap(RoleChange::replicatedUntil),
            record.epoch());
    Direction begun = new Direction(spec, from, new PublishGate(lease), parts.engine());
    schedule = Optional.of(new TableSchedule(begun, spec.settings(), parts, events, view));
  }

  private void closeGate() {
    direction().ifPresent(d -> d.gate().close());
  }

  private void stopReplication() {
    closeGate();
    failover.replicationStopped(direction(), ownership.record());
  }

  /** A step of a failover has come to its end. */
  private void goOn(GroupEvent event) {
    if (event instanceof GroupEvent.Drained) {
      events.add(Kind.FAILOVER, "both sides are equal and nobody writes");
    } else if (event instanceof GroupEvent.PrimaryFenced) {
      events.add(Kind.FAILOVER, "the primary is fenced, nobody has written since");
    } else if (event instanceof GroupEvent.LossPossible given) {
      events.add(Kind.FAILOVER, "planned failover given up: " + given.reason());
    } else if (event instanceof GroupEvent.ReplicationStopped) {
      schedule = Optional.empty();
    }
    if (decide(event) && event instanceof GroupEvent.ReplicationStopped) {
      events.add(
          Kind.FAILOVER,
          "%s is the primary now, epoch %d"
              .formatted(ownership.record().primary(), ownership.record().epoch()));
    }
  }

  private void lost() {
    closeGate();
    schedule = Optional.empty();
    failover.cancel();
    ownership.lost();
    events.add(Kind.OWNER_CHANGED, "another daemon works on the group; this one stands by");
  }

  private void endInitialReplication(Direction at) {
    if (ownership.record().state() == GroupState.INITIAL_REPLICATION && at.isSettled(false)) {
      decide(new GroupEvent.InitialReplicationEnded(at.replicationPoint(true)));
    }
  }

  /** Handles an operator's request on the group's thread. */
  public void failover(FailoverRequest request, CompletableFuture<FailoverAnswer> answer) {
    answer(answer, () -> requests.failover(request));
  }

  /** Says, on the group's thread, why a request would be refused. */
  void refusal(
      FailoverRequest request, CompletableFuture<Optional<FailoverAnswer.Refused>> answer) {
    answer(answer, () -> requests.refusal(request));
  }

  private <T> void answer(CompletableFuture<T> answer, Supplier<T> question) {
    parts
        .mailbox()
        .send(
            () -> {
              try {
                answer.complete(question.get());
                publishView();
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
                throw e;
              }
            });
  }

  /** Looks at the group's tables as a failover would find them. */
  FailoverPreviewing previewing() {
    return new FailoverPreviewing(spec, time, parts.engine().executor());
  }

  /** Pauses or resumes, on the group's thread. */
  public void pause(boolean paused) {
    parts
        .mailbox()
        .send(
            () -> {
              if (ownership.isOwner() && decide(new GroupEvent.PauseRequested(paused))) {
                events.add(
                    Kind.PAUSED, paused ? "paused by an operator" : "resumed by an operator");
                wakeNow();
              }
            });
  }

  /** Looks at all tables now. */
  void wake() {
    parts.mailbox().send(this::wakeNow);
  }

  /**
   * Looks soon at what notifications tell of.
   *
   * @return false when so many are waiting that these are lost, as any of them may be
   */
  boolean announced(Announcements what) {
    if (announcements.incrementAndGet() > MOST_ANNOUNCEMENTS) {
      announcements.decrementAndGet();
      return false;
    }
    parts
        .mailbox()
        .send(
            () -> {
              announcements.decrementAndGet();
              schedule.ifPresent(running -> running.announced(what, time.nanoTime()));
            });
    return true;
  }

  private void wakeNow() {
    schedule.ifPresent(running -> running.wake(time.nanoTime()));
  }

  private Duration untilNextTurn() {
    long now = time.nanoTime();
    long next = now + MAX_WAIT.toNanos();
    if (now - quietUntil < 0) {
      return Duration.ofNanos(quietUntil - now);
    }
    if (!ownership.isOwner()) {
      return min(MAX_WAIT, lease.renewInterval());
    }
    if (failover.isSwitching()) {
      return failover.lookAgainAfter();
    }
    next = TableSchedule.earlier(next, renewDueAt);
    if (isReplicating()) {
      next = schedule.get().dueAt(next);
    }
    return Duration.ofNanos(Math.max(next - now, Duration.ofMillis(1).toNanos()));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private void publishView() {
    view.standbys(standbys.labels());
    view.update(ownership, direction());
  }

  private void giveBack() {
    closeGate();
    if (ownership.isOwner()) {
      try {
        Optional<Instant> point = direction().flatMap(d -> d.replicationPoint(true));
        decide(new GroupEvent.OwnershipReleased(point));
      } catch (StoreException | ControlLogException e) {
        events.add(Kind.WARNING, "the lease was not given back and runs out by itself");
      }
    }
  }
}
