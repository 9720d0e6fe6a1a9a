package dev.levee.sync.engine;

import dev.levee.sync.engine.FailoverAnswer.Refusal;
import dev.levee.sync.engine.ReplicationEvent.Kind;
import dev.levee.sync.group.FailoverGroup;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupEffect;
import dev.levee.sync.group.GroupEvent;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.group.GroupStep;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns a group: it reads and writes the control log, decides by the pure state
 * machine, hands tables to workers and takes their results. Workers never touch its state.
 */
final class GroupRunner {
  private static final Logger LOG = LoggerFactory.getLogger(GroupRunner.class);
  private static final Duration MAX_WAIT = Duration.ofSeconds(1);
  private static final Duration GATE_WAIT = Duration.ofSeconds(30);
  private static final Duration GATE_LOOK = Duration.ofMillis(20);

  private final GroupSpec spec;
  private final GroupParts parts;
  private final Time time;
  private final Lease lease;
  private final Ownership ownership;
  private final EventLog events;
  private final GroupView view;

  private Optional<Direction> direction = Optional.empty();
  private Optional<Drain> drain = Optional.empty();
  private boolean stopping;
  private long quietUntil;
  private long renewDueAt;
  private long discoveryDueAt;
  private boolean searching;
  private long gateClosedAt;
  private boolean waitingForGate;

  /**
   * What a group is run with.
   *
   * @param mailbox its messages
   * @param workers run table passes and searches
   * @param identity who this daemon is
   * @param engine what all directions share
   */
  record GroupParts(
      Mailbox mailbox, Executor workers, OwnerIdentity identity, Direction.EngineParts engine) {}

  GroupRunner(GroupSpec spec, GroupParts parts, EventLog events, GroupView view) {
    this.spec = spec;
    this.parts = parts;
    this.time = parts.engine().time();
    this.quietUntil = time.nanoTime();
    this.lease = new Lease(time, spec.settings().leaseTtl());
    this.ownership = new Ownership(spec, new ControlLog(spec, time), lease, parts);
    this.events = events;
    this.view = view;
  }

  /** Runs until {@link #stop} is received, then gives the group back. */
  void run() {
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
  void turnAndWait() throws InterruptedException {
    turn();
    Optional<Runnable> message = parts.mailbox().receive(untilNextTurn());
    boolean unused = message.isEmpty() || guarded(message.get());
  }

  /** Asks the runner to end. From any thread. */
  void stop() {
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
      decide(new GroupEvent.LeaseRenewed(direction.flatMap(d -> d.replicationPoint(true))));
    }
    if (waitingForGate) {
      lookAtGate(now);
    }
    if (direction.isPresent() && !ownership.record().paused()) {
      search(direction.get(), now);
      startPasses(direction.get(), now);
      endInitialReplication(direction.get());
      lookAtDrain(direction.get(), now);
    }
  }

  /**
   * Asks the state machine, saves, acts. False when the event was refused or the group was lost.
   */
  private boolean decide(GroupEvent event) {
    GroupStep step = FailoverGroup.step(ownership.record(), event, time.now());
    if (!(step instanceof GroupStep.Next next)) {
      return false;
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
        case DRAIN -> drain = Optional.of(new Drain(spec.settings().quiescence(), time.nanoTime()));
      }
    }
  }

  private void startReplication() {
    drain = Optional.empty();
    boolean running =
        direction
            .filter(d -> !d.gate().isClosed() && d.isFrom(ownership.record().primary()))
            .isPresent();
    if (running) {
      return;
    }
    direction.ifPresent(d -> d.gate().close());
    RegionSpec primary = spec.region(ownership.record().primary());
    direction = Optional.of(new Direction(spec, primary, new PublishGate(lease), parts.engine()));
    searching = false;
    discoveryDueAt = time.nanoTime();
  }

  private void stopReplication() {
    drain = Optional.empty();
    direction.ifPresent(d -> d.gate().close());
    waitingForGate = true;
    gateClosedAt = time.nanoTime();
    lookAtGate(gateClosedAt);
  }

  /**
   * The roles change when no request to publish is under way. One that hangs is not waited for
   * longer than requests may last: whatever it still does is an exclusive creation.
   */
  private void lookAtGate(long now) {
    boolean idle = direction.map(d -> d.gate().isIdle()).orElse(true);
    if (idle || now - gateClosedAt > GATE_WAIT.toNanos()) {
      waitingForGate = false;
      direction = Optional.empty();
      if (decide(new GroupEvent.ReplicationStopped())) {
        events.add(
            Kind.FAILOVER,
            "%s is the primary now, epoch %d"
                .formatted(ownership.record().primary(), ownership.record().epoch()));
      }
    }
  }

  private void lost() {
    direction.ifPresent(d -> d.gate().close());
    direction = Optional.empty();
    drain = Optional.empty();
    waitingForGate = false;
    ownership.lost();
    events.add(Kind.OWNER_CHANGED, "another daemon works on the group; this one stands by");
  }

  private void search(Direction at, long now) {
    if (searching || now - discoveryDueAt < 0) {
      return;
    }
    searching = true;
    Instant begun = time.now();
    parts
        .workers()
        .execute(
            () -> {
              try {
                List<Location> found = at.findTables();
                parts.mailbox().send(() -> searched(at, found, begun));
              } catch (RuntimeException | Error e) {
                parts.mailbox().send(() -> searchFailed(at, e));
              }
            });
  }

  private void searched(Direction at, List<Location> found, Instant begun) {
    if (isCurrent(at)) {
      searching = false;
      view.searchProblem(Optional.empty());
      long now = time.nanoTime();
      discoveryDueAt = now + spec.settings().discoveryInterval().toNanos();
      for (TableEntry table :
          at.discovered(found, begun, warning -> events.add(Kind.WARNING, warning))) {
        table.dueNow(now);
        events.add(
            Kind.TABLE_DISCOVERED, table.roots().table(), "found at " + table.roots().source());
      }
      drain.ifPresent(Drain::searched);
    }
  }

  private void searchFailed(Direction at, Throwable e) {
    if (isCurrent(at)) {
      searching = false;
      view.searchProblem(Optional.of("tables cannot be looked for: " + e.getMessage()));
      discoveryDueAt = time.nanoTime() + spec.settings().pollInterval().toNanos();
    }
  }

  private boolean isCurrent(Direction at) {
    return direction.isPresent() && direction.get() == at;
  }

  private void startPasses(Direction at, long now) {
    for (TableEntry table : at.tables()) {
      if (!table.isInFlight() && now - table.dueAt() >= 0) {
        table.passBegins(now);
        parts
            .workers()
            .execute(
                () -> {
                  PassResult result = table.sync().syncOnce();
                  parts.mailbox().send(() -> passed(at, table, result));
                });
      }
    }
  }

  private void passed(Direction at, TableEntry table, PassResult result) {
    table.passEnded();
    if (!isCurrent(at)) {
      return;
    }
    long now = time.nanoTime();
    Optional<Hold> heldBefore = table.hold();
    boolean settledBefore = table.isSettledOnce();
    if (result instanceof PassResult.CaughtUp caughtUp) {
      table.caughtUp(caughtUp, now, spec.settings());
      tellCaughtUp(table, heldBefore, settledBefore);
    } else if (result instanceof PassResult.MoreToDo) {
      table.moreToDo(now);
    } else if (result instanceof PassResult.Missing missing) {
      if (!table.isMissing()) {
        events.add(Kind.TABLE_GONE, table.roots().table(), "has no log in the primary any more");
      }
      table.missing(missing.asOf(), now, spec.settings());
    } else if (result instanceof PassResult.Held held) {
      hold(table, held.hold(), now);
    } else if (result instanceof PassResult.Failed failed) {
      table.failed(failed.cause(), now, spec.settings()).ifPresent(hold -> hold(table, hold, now));
    }
  }

  private void tellCaughtUp(TableEntry table, Optional<Hold> heldBefore, boolean settledBefore) {
    String version = "version " + table.sync().secondaryVersion().orElse(-1);
    if (heldBefore.isPresent()) {
      events.add(Kind.TABLE_RESUMED, table.roots().table(), "goes on, at " + version);
    } else if (!settledBefore) {
      events.add(
          Kind.TABLE_LIVE,
          table.roots().table(),
          "equal on both sides and readable in the secondary, at " + version);
    }
  }

  private void hold(TableEntry table, Hold hold, long now) {
    if (!table.hold().equals(Optional.of(hold))) {
      events.add(Kind.TABLE_HELD, table.roots().table(), hold + " " + hold.reason().remedy());
    }
    Duration look = spec.settings().pollInterval().multipliedBy(5);
    table.held(hold, time.now(), now + look.toNanos());
  }

  private void endInitialReplication(Direction at) {
    if (ownership.record().state() == GroupState.INITIAL_REPLICATION && at.isSettled(false)) {
      decide(new GroupEvent.InitialReplicationEnded(at.replicationPoint(true)));
    }
  }

  private void lookAtDrain(Direction at, long now) {
    if (drain.isEmpty()) {
      return;
    }
    Drain.Verdict verdict = drain.get().look(at, now);
    if (verdict instanceof Drain.Verdict.BeginRound) {
      discoveryDueAt = now;
      searching = false;
      at.tables()
          .forEach(
              table -> {
                table.sync().lookClosely();
                table.dueNow(now);
              });
    } else if (verdict instanceof Drain.Verdict.Quiet) {
      events.add(Kind.FAILOVER, "both sides are equal and nobody writes");
      decide(new GroupEvent.Drained());
    } else if (verdict instanceof Drain.Verdict.GivenUp givenUp) {
      events.add(Kind.FAILOVER, "planned failover given up: " + givenUp.reason());
      decide(new GroupEvent.DrainFailed(givenUp.reason()));
    }
  }

  /** Handles an operator's request on the group's thread. */
  void failover(FailoverRequest request, CompletableFuture<FailoverAnswer> answer) {
    parts
        .mailbox()
        .send(
            () -> {
              try {
                answer.complete(failover(request));
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
                throw e;
              }
            });
  }

  private FailoverAnswer failover(FailoverRequest request) {
    if (!ownership.isOwner()) {
      return new FailoverAnswer.Refused(
          Refusal.NOT_OWNER, "another daemon works on the group: " + view.status().owner());
    }
    GroupEvent event =
        new GroupEvent.FailoverRequested(request.target(), request.type(), request.expectedEpoch());
    GroupStep step = FailoverGroup.step(ownership.record(), event, time.now());
    if (step instanceof GroupStep.Refused refused) {
      return refused(refused);
    }
    if (step instanceof GroupStep.Unchanged) {
      publishView();
      return ownership.record().failover().isPresent()
          ? new FailoverAnswer.Accepted(view.status())
          : new FailoverAnswer.AlreadyThere(view.status());
    }
    Optional<String> loss = lossOf(request);
    if (loss.isPresent()) {
      return new FailoverAnswer.Refused(Refusal.NOT_LOSSLESS, loss.get());
    }
    return begin(request, event);
  }

  private FailoverAnswer begin(FailoverRequest request, GroupEvent event) {
    events.add(
        Kind.FAILOVER, "%s failover to %s requested".formatted(request.type(), request.target()));
    try {
      if (!decide(event)) {
        return new FailoverAnswer.Refused(Refusal.NOT_OWNER, "another daemon took the group");
      }
    } catch (StoreException | ControlLogException e) {
      ownership.readAgainLater();
      return new FailoverAnswer.Refused(
          Refusal.IN_PROGRESS,
          "the request could not be recorded, look at the status and ask again: " + e.getMessage());
    }
    publishView();
    return new FailoverAnswer.Accepted(view.status());
  }

  private static FailoverAnswer refused(GroupStep.Refused refused) {
    Refusal refusal =
        switch (refused.refusal()) {
          case UNKNOWN_REGION -> Refusal.UNKNOWN_REGION;
          case WRONG_EPOCH -> Refusal.WRONG_EPOCH;
          case INITIAL_REPLICATION -> Refusal.INITIAL_REPLICATION;
          case IN_PROGRESS, OUT_OF_PLACE -> Refusal.IN_PROGRESS;
        };
    return new FailoverAnswer.Refused(refusal, refused.message());
  }

  private Optional<String> lossOf(FailoverRequest request) {
    if (request.type() == FailoverType.FORCED) {
      return Optional.empty();
    }
    if (ownership.record().paused()) {
      return Optional.of("the group is paused; resume it first");
    }
    return direction
        .flatMap(d -> d.tables().stream().filter(table -> table.hold().isPresent()).findFirst())
        .map(
            table ->
                "table %s is held (%s); release it, or force the failover and leave its newest commits behind"
                    .formatted(table.roots().table(), table.hold().orElseThrow()));
  }

  /** Pauses or resumes, on the group's thread. */
  void pause(boolean paused) {
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

  private void wakeNow() {
    long now = time.nanoTime();
    discoveryDueAt = now;
    direction.ifPresent(d -> d.tables().forEach(table -> table.dueNow(now)));
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
    if (waitingForGate) {
      return GATE_LOOK;
    }
    next = earlier(next, renewDueAt);
    if (direction.isPresent() && !ownership.record().paused()) {
      if (!searching) {
        next = earlier(next, discoveryDueAt);
      }
      for (TableEntry table : direction.get().tables()) {
        if (!table.isInFlight()) {
          next = earlier(next, table.dueAt());
        }
      }
    }
    return Duration.ofNanos(Math.max(next - now, Duration.ofMillis(1).toNanos()));
  }

  private static long earlier(long a, long b) {
    return a - b < 0 ? a : b;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private void publishView() {
    view.update(ownership, direction);
  }

  private void giveBack() {
    direction.ifPresent(d -> d.gate().close());
    if (ownership.isOwner()) {
      try {
        Optional<Instant> point = direction.flatMap(d -> d.replicationPoint(true));
        decide(new GroupEvent.OwnershipReleased(point));
      } catch (StoreException | ControlLogException e) {
        events.add(Kind.WARNING, "the lease was not given back and runs out by itself");
      }
    }
  }
}
