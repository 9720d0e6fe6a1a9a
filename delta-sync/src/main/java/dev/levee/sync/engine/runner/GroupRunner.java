package dev.levee.sync.engine.runner;

import dev.levee.sync.engine.FailoverAnswer;
import dev.levee.sync.engine.FailoverRequest;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.GroupStatus;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.ReplicationEvent.Kind;
import dev.levee.sync.engine.control.ControlLogException;
import dev.levee.sync.engine.control.Ownership;
import dev.levee.sync.engine.control.Standbys;
import dev.levee.sync.engine.direction.Announcements;
import dev.levee.sync.engine.direction.EventLog;
import dev.levee.sync.engine.direction.GroupParts;
import dev.levee.sync.engine.direction.GroupView;
import dev.levee.sync.engine.failover.FailoverPreviewing;
import dev.levee.sync.group.GroupEvent;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns a group: it does what is due, and takes the results of workers and the
 * requests of operators from its mailbox. Workers never touch its state.
 */
public final class GroupRunner {
  private static final Logger LOG = LoggerFactory.getLogger(GroupRunner.class);
  private static final int MOST_ANNOUNCEMENTS = 64;

  /** However many there are, the lease is renewed in time. */
  private static final int MOST_MESSAGES = 256;

  private final GroupSpec spec;
  private final GroupParts parts;
  private final Time time;
  private final OwnedGroup group;
  private final Ownership ownership;
  private final Standbys standbys;
  private final EventLog events;
  private final GroupView view;

  private final FailoverRequests requests;
  private final AtomicInteger announcements = new AtomicInteger();

  private boolean stopping;
  private long quietUntil;

  public GroupRunner(GroupSpec spec, GroupParts parts, EventLog events, GroupView view) {
    this.spec = spec;
    this.parts = parts;
    this.time = parts.engine().time();
    this.quietUntil = time.nanoTime();
    this.group = new OwnedGroup(spec, parts, events, view);
    this.ownership = group.ownership();
    this.standbys = new Standbys(spec, parts.daemon());
    this.events = events;
    this.view = view;
    this.requests =
        new FailoverRequests(
            spec,
            ownership,
            group::decide,
            new FailoverRequests.Seen(group::direction, this::status));
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
    group.giveBack();
  }

  /**
   * Does what is due, then handles the messages that are there, or waits for one until something is
   * due again.
   */
  public void turnAndWait() throws InterruptedException {
    turn();
    Optional<Runnable> message = parts.mailbox().receive(untilNextTurn());
    int handled = 0;
    while (message.isPresent() && guarded(message.get()) && ++handled < MOST_MESSAGES) {
      message = parts.mailbox().next();
    }
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
    group.turn();
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
    quietUntil = time.nanoTime() + group.pauseAfterFault().toNanos();
    return false;
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
              if (ownership.isOwner() && group.decide(new GroupEvent.PauseRequested(paused))) {
                events.add(
                    Kind.PAUSED, paused ? "paused by an operator" : "resumed by an operator");
                group.wake();
              }
            });
  }

  /** Looks at all tables now. */
  void wake() {
    parts.mailbox().send(group::wake);
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
              group.announced(what);
            });
    return true;
  }

  private Duration untilNextTurn() {
    long now = time.nanoTime();
    return now - quietUntil < 0 ? Duration.ofNanos(quietUntil - now) : group.untilNextTurn(now);
  }

  private void publishView() {
    view.standbys(standbys.labels());
    view.update(ownership, group.direction());
  }
}
