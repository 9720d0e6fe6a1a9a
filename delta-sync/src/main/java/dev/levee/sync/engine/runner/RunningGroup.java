package dev.levee.sync.engine.runner;

import dev.levee.sync.engine.CatalogStatus;
import dev.levee.sync.engine.FailoverAnswer;
import dev.levee.sync.engine.FailoverAnswer.Refusal;
import dev.levee.sync.engine.FailoverPreview;
import dev.levee.sync.engine.FailoverRequest;
import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.GroupStatus;
import dev.levee.sync.engine.Losses;
import dev.levee.sync.engine.MirrorStatus;
import dev.levee.sync.engine.Notified;
import dev.levee.sync.engine.ReplicationEvent;
import dev.levee.sync.engine.TableStatus;
import dev.levee.sync.engine.WriteBlock;
import dev.levee.sync.engine.direction.Announcements;
import dev.levee.sync.engine.direction.EventLog;
import dev.levee.sync.engine.direction.GroupView;
import dev.levee.sync.engine.failover.FailoverPreviewing;
import dev.levee.sync.engine.failover.FailoverSteps;
import dev.levee.sync.engine.failover.StoredGroup;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.Time;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An operator's hold on a group that runs on its own thread. */
final class RunningGroup implements GroupControl {
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
  private static final FailoverAnswer.Refused UNANSWERED =
      new FailoverAnswer.Refused(
          Refusal.IN_PROGRESS,
          "the group is busy and has not answered; look at its status before asking again");

  private final GroupSpec spec;
  private final GroupRunner runner;
  private final EventLog events;
  private final GroupView view;
  private final Time time;

  RunningGroup(GroupSpec spec, GroupRunner runner, EventLog events, GroupView view, Time time) {
    this.spec = spec;
    this.runner = runner;
    this.events = events;
    this.view = view;
    this.time = time;
  }

  @Override
  public GroupSpec spec() {
    return spec;
  }

  @Override
  public GroupStatus status() {
    return view.status();
  }

  @Override
  public List<Losses> losses() {
    return new StoredGroup(spec, time).losses();
  }

  @Override
  public List<TableStatus> tables() {
    return view.tables();
  }

  @Override
  public List<MirrorStatus> mirrors() {
    return view.mirrors();
  }

  @Override
  public Optional<CatalogStatus> catalog() {
    return view.catalog();
  }

  @Override
  public List<ReplicationEvent> events(long afterSequence) {
    return events.after(afterSequence);
  }

  @Override
  public FailoverPreview preview(FailoverRequest request) {
    CompletableFuture<Optional<FailoverAnswer.Refused>> answer = new CompletableFuture<>();
    runner.refusal(request, answer);
    Optional<FailoverAnswer.Refused> refusal = within(answer, Optional.of(UNANSWERED));
    GroupStatus now = status();
    boolean known = spec.regions().stream().anyMatch(r -> r.name().equals(request.target()));
    FailoverPreviewing.Found found =
        known && !request.target().equals(now.primary())
            ? runner.previewing().look(spec.region(request.target()), tables())
            : new FailoverPreviewing.Found(Optional.empty(), List.of());
    boolean planned = request.type() == FailoverType.PLANNED;
    boolean waits = found.tables().stream().anyMatch(table -> table.unfenced().isPresent());
    return new FailoverPreview(
        now,
        request.target(),
        request.type(),
        refusal,
        spec.writeBlock().filter(block -> planned).map(WriteBlock::description),
        found.primaryOutOfReach(),
        waits ? FailoverSteps.waitsOut(spec) : Duration.ZERO,
        found.tables());
  }

  @Override
  public FailoverAnswer failover(FailoverRequest request) {
    CompletableFuture<FailoverAnswer> answer = new CompletableFuture<>();
    runner.failover(request, answer);
    return within(answer, UNANSWERED);
  }

  /** The group's answer, or the other one where it gives none in time. */
  private static <T> T within(CompletableFuture<T> answer, T otherwise) {
    try {
      return answer.get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return otherwise;
    } catch (ExecutionException | TimeoutException e) {
      return otherwise;
    }
  }

  @Override
  public void pause() {
    runner.pause(true);
  }

  @Override
  public void resume() {
    runner.pause(false);
  }

  @Override
  public void wake() {
    runner.wake();
  }

  @Override
  public Notified notified(Collection<Location> created) {
    Announcements what = view.announcements(created);
    boolean taken = !what.isEmpty() && runner.announced(what);
    return taken ? what.notified() : Notified.NOTHING;
  }

  @Override
  public boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
    long deadline = time.nanoTime() + timeout.toNanos();
    while (!view.isSettledOnce()) {
      if (time.nanoTime() - deadline >= 0) {
        return false;
      }
      time.sleep(LOOK_INTERVAL);
    }
    return true;
  }
}
