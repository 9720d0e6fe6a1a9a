package dev.levee.sync.engine.failover;

import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.commit.GatedPublisher;
import dev.levee.sync.engine.commit.StagedRuns;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.engine.control.Lease;
import dev.levee.sync.engine.control.PublishGate;
import dev.levee.sync.engine.direction.Direction;
import dev.levee.sync.engine.direction.GroupParts;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.FenceCommit;
import dev.levee.sync.publish.LogPublisher;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What happens before roles change: no request to publish is under way any more; runs of versions
 * that were begun in the region that survives are finished there; then every table gets its fence.
 * Where one must not have one, a daemon that was paused is waited out instead. The primary is not
 * asked for anything. Used by the group's thread only.
 */
public final class RoleSwitch {
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration QUICK_LOOK = Duration.ofMillis(20);
  private static final Duration SLOW_LOOK = Duration.ofMillis(250);

  private final GroupSpec spec;
  private final GroupParts parts;
  private final Lease lease;
  private final Consumer<String> reports;
  private Phase phase = Phase.NONE;
  private Optional<Direction> leaving = Optional.empty();
  private GroupRecord record;
  private long since;
  private int attempt;

  private enum Phase {
    NONE,
    WAITING_FOR_GATE,
    WORKING,
    WAITING_OUT,
    DONE,
    FAILED
  }

  /**
   * A switch that has not begun.
   *
   * @param reports takes what was done, and what could not be, for the events
   */
  public RoleSwitch(GroupSpec spec, GroupParts parts, Lease lease, Consumer<String> reports) {
    this.spec = spec;
    this.parts = parts;
    this.lease = lease;
    this.reports = reports;
  }

  /** Begins, or begins again. The gate of the direction is closed. */
  public void begin(Optional<Direction> direction, GroupRecord failingOver) {
    leaving = direction;
    record = failingOver;
    enter(Phase.WAITING_FOR_GATE);
  }

  /** Another daemon goes on. */
  public void cancel() {
    enter(Phase.NONE);
  }

  public boolean isUnderWay() {
    return phase != Phase.NONE;
  }

  /** When to look again, if nothing happens before. */
  public Duration lookAgainAfter() {
    return switch (phase) {
      case WAITING_OUT, FAILED -> SLOW_LOOK;
      case NONE, WAITING_FOR_GATE, WORKING, DONE -> QUICK_LOOK;
    };
  }

  /**
   * Goes on as far as it can.
   *
   * @return whether the roles may change now
   */
  public boolean look() {
    long waited = now() - since;
    switch (phase) {
      case WAITING_FOR_GATE -> {
        // One that hangs is not waited for longer than requests may last: whatever it still does
        // is an exclusive creation.
        boolean idle = leaving.map(direction -> direction.gate().isIdle()).orElse(true);
        if (idle || waited > LONGEST_REQUEST.toNanos()) {
          work();
        }
      }
      case WAITING_OUT -> {
        if (waited > spec.settings().leaseTtl().plus(LONGEST_REQUEST).toNanos()) {
          enter(Phase.DONE);
        }
      }
      case FAILED -> {
        if (waited > RETRY_AFTER.toNanos()) {
          work();
        }
      }
      case NONE, WORKING, DONE -> {}
    }
    boolean done = phase == Phase.DONE;
    if (done) {
      enter(Phase.NONE);
    }
    return done;
  }

  private void work() {
    enter(Phase.WORKING);
    int mine = attempt;
    GroupRecord now = record;
    Optional<Direction> left = leaving;
    parts
        .workers()
        .tails()
        .execute(
            () ->
                report(
                    mine,
                    outcome(new LossReporting.Moment(now, left, parts.engine().time().now()))));
  }

  private Phase outcome(LossReporting.Moment moment) {
    GroupRecord now = moment.record();
    RegionSpec survivor = spec.region(now.secondary());
    GatedPublisher publisher =
        new GatedPublisher(new LogPublisher(survivor.store()), new PublishGate(lease));
    try {
      StagedRuns runs =
          new StagedRuns(survivor.store(), ControlFolder.of(survivor, spec.name()), publisher);
      return runs.finishAll(reports) ? fence(survivor, publisher, moment) : Phase.FAILED;
    } catch (TableHeldException | RuntimeException | Error e) {
      reports.accept("%s cannot take over yet: %s".formatted(survivor.name(), e.getMessage()));
      return Phase.FAILED;
    }
  }

  private Phase fence(RegionSpec survivor, GatedPublisher publisher, LossReporting.Moment moment)
      throws TableHeldException {
    GroupRecord now = moment.record();
    Map<TableId, Location> tables = tables(survivor);
    FenceCommit fence =
        new FenceCommit(spec.name(), now.epoch() + 1, now.failover().orElseThrow().requested());
    Optional<List<Fencing.Result>> results =
        new Fencing(survivor.store(), publisher, fence).fenceAll(tables, parts.engine().executor());
    if (results.isEmpty()) {
      return Phase.FAILED;
    }
    ControlFolder control = ControlFolder.of(survivor, spec.name());
    if (!new LossReporting(survivor.store(), control, publisher)
        .write(moment, byTable(tables, results.get()))) {
      return Phase.FAILED;
    }
    return told(survivor, results.get()) ? Phase.DONE : Phase.WAITING_OUT;
  }

  private static Map<TableId, Fencing.Result> byTable(
      Map<TableId, Location> tables, List<Fencing.Result> results) {
    Map<Location, Fencing.Result> byRoot = new HashMap<>();
    results.forEach(result -> byRoot.put(result.root(), result));
    Map<TableId, Fencing.Result> byTable = new TreeMap<>();
    tables.forEach((table, root) -> byTable.put(table, byRoot.get(root)));
    return byTable;
  }

  /** Whether every table that needs a fence has one. */
  private boolean told(RegionSpec survivor, List<Fencing.Result> results) {
    boolean allFenced = true;
    for (Fencing.Result result : results) {
      allFenced &= result.unfenced().isEmpty();
      result
          .unfenced()
          .ifPresent(why -> reports.accept("%s gets no fence: %s".formatted(result.root(), why)));
    }
    long fenced = results.stream().filter(r -> r.fencedAt().isPresent()).count();
    reports.accept("%d tables of %s are fenced".formatted(fenced, survivor.name()));
    return allFenced;
  }

  private Map<TableId, Location> tables(RegionSpec survivor) {
    Map<TableId, Location> tables = new TreeMap<>();
    new StoredGroup(spec, parts.engine().time())
        .tables(survivor)
        .forEach(table -> tables.put(table, spec.mappings().root(table, survivor.name())));
    return tables;
  }

  private void report(int of, Phase outcome) {
    parts
        .mailbox()
        .send(
            () -> {
              if (phase == Phase.WORKING && attempt == of) {
                enter(outcome);
              }
            });
  }

  private void enter(Phase next) {
    phase = next;
    since = now();
    attempt++;
  }

  private long now() {
    return parts.engine().time().nanoTime();
  }
}
