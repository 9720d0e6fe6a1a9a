package dev.levee.daemon.testing;

import dev.levee.sync.catalog.DurableCatalog;
import dev.levee.sync.engine.CatalogStatus;
import dev.levee.sync.engine.FailoverAnswer;
import dev.levee.sync.engine.FailoverAnswer.Accepted;
import dev.levee.sync.engine.FailoverAnswer.AlreadyThere;
import dev.levee.sync.engine.FailoverAnswer.Refusal;
import dev.levee.sync.engine.FailoverAnswer.Refused;
import dev.levee.sync.engine.FailoverPreview;
import dev.levee.sync.engine.FailoverRequest;
import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.GroupStatus;
import dev.levee.sync.engine.LossReport;
import dev.levee.sync.engine.Losses;
import dev.levee.sync.engine.MirrorStatus;
import dev.levee.sync.engine.Notified;
import dev.levee.sync.engine.Progress;
import dev.levee.sync.engine.ReplicationEvent;
import dev.levee.sync.engine.ReplicationEvent.Kind;
import dev.levee.sync.engine.TableStatus;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.TableId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A group that lives in memory and copies nothing. Each look at it during a failover takes the
 * failover a step on.
 */
public final class TestingGroup implements GroupControl {
  /** How many looks a failover takes. */
  private static final int STEPS = 3;

  private final GroupSpec spec;
  private final List<TableStatus> tables = new ArrayList<>();
  private final List<ReplicationEvent> events = new ArrayList<>();
  private GroupState state = GroupState.ACTIVE;
  private GroupState afterFailover = GroupState.INITIAL_REPLICATION;
  private GroupStatus.Role role = GroupStatus.Role.OWNER;
  private String owner = "daemon-1";
  private List<String> standbys = List.of();
  private Optional<String> problem = Optional.empty();
  private Optional<Instant> replicationPoint = Optional.of(TestingTime.START.minusMillis(1200));
  private long epoch = 7;
  private RegionName primary;
  private RegionName target;
  private int looksLeft;
  private boolean paused;
  private int wakes;
  private boolean caughtUp = true;
  private boolean isKnown = true;
  private Optional<CatalogStatus> catalog = Optional.empty();
  private RuntimeException fault;

  /** A group as configured, with one table in good order. */
  public TestingGroup(GroupSpec spec) {
    this.spec = spec;
    this.primary = spec.initialPrimaryRegion();
    tables.add(table("sales/orders", 12, Optional.empty()));
    event(Kind.TABLE_LIVE, "data/sales/orders is readable in the secondary");
  }

  @Override
  public List<Losses> losses() {
    return List.of(
        new Losses(
            new LossReport(
                spec.name(),
                epoch,
                FailoverType.FORCED,
                spec.initialPrimaryRegion(),
                spec.otherThan(spec.initialPrimaryRegion()).name(),
                TestingTime.START,
                TestingTime.START.plusSeconds(2),
                Optional.of(TestingTime.START.minusMillis(1200)),
                List.of(
                    new LossReport.Table(
                        "data/sales/orders",
                        OptionalLong.of(12),
                        Optional.of(TestingTime.START.minusSeconds(60)),
                        OptionalLong.of(13),
                        Optional.empty(),
                        OptionalLong.of(14),
                        Optional.of(TestingTime.START.minusMillis(1200))))),
            List.of()));
  }

  private TableStatus table(String path, long version, Optional<Hold> hold) {
    TableId id = new TableId(spec.mappings().all().get(0).name(), path);
    Location root = spec.mappings().root(id, primary);
    return new TableStatus(
        id,
        root,
        spec.mappings().root(id, spec.otherThan(primary).name()),
        hold.isPresent() ? TableStatus.Phase.HELD : TableStatus.Phase.TAILING,
        OptionalLong.of(version),
        OptionalLong.of(hold.isPresent() ? version - 1 : version),
        replicationPoint,
        hold,
        hold.map(h -> TestingTime.START.minusSeconds(60)),
        Optional.of(false),
        0,
        new Progress(version, 3 * version, 1024 * version, 0, 0),
        Optional.empty());
  }

  /** Adds a table that is held. */
  public synchronized TestingGroup withHeld(String path, HoldReason reason, String detail) {
    tables.add(table(path, 5, Optional.of(new Hold(reason, detail))));
    return this;
  }

  /** Puts the group into a state. */
  public synchronized TestingGroup in(GroupState newState) {
    state = newState;
    return this;
  }

  /** Lets looks at it change nothing. */
  public synchronized TestingGroup staying() {
    looksLeft = Integer.MAX_VALUE;
    return this;
  }

  /** Where a failover is to end, and why. */
  public synchronized TestingGroup endingFailoverIn(GroupState end, String because) {
    afterFailover = end;
    problem = Optional.of(because);
    return this;
  }

  /** Lets another daemon own it; nobody when the name is empty. */
  public synchronized TestingGroup ownedBy(String other) {
    owner = other;
    role = GroupStatus.Role.STANDBY;
    return this;
  }

  /** Lets another daemon stand by. */
  public synchronized TestingGroup withStandby(String other) {
    standbys = List.of(other);
    return this;
  }

  /** Lets it have tables that were never replicated. */
  public synchronized TestingGroup neverReplicated() {
    replicationPoint = Optional.empty();
    return this;
  }

  /** Lets its record not be read yet. */
  public synchronized TestingGroup notKnownYet() {
    isKnown = false;
    return this;
  }

  /** Lets it never catch up. */
  public synchronized TestingGroup neverCaughtUp() {
    caughtUp = false;
    return this;
  }

  /** Lets every look at it fail. */
  public synchronized TestingGroup failing(RuntimeException how) {
    fault = how;
    return this;
  }

  /** Adds an event. */
  public synchronized void event(Kind kind, String message) {
    events.add(
        new ReplicationEvent(
            events.size() + 1L, TestingTime.START, kind, Optional.empty(), message));
  }

  /** Adds a warning of one table. */
  public synchronized TestingGroup warned(String path, String message) {
    TableId table = new TableId(spec.mappings().all().get(0).name(), path);
    events.add(
        new ReplicationEvent(
            events.size() + 1L, TestingTime.START, Kind.WARNING, Optional.of(table), message));
    return this;
  }

  /** How often it was woken. */
  public synchronized int wakes() {
    return wakes;
  }

  @Override
  public GroupSpec spec() {
    return spec;
  }

  @Override
  public synchronized GroupStatus status() {
    if (fault != null) {
      throw fault;
    }
    if (state == GroupState.FAILING_OVER && --looksLeft <= 0) {
      endFailover();
    }
    return now();
  }

  private GroupStatus now() {
    int held = (int) tables.stream().filter(table -> table.hold().isPresent()).count();
    return new GroupStatus(
        spec.name(),
        state,
        epoch,
        primary,
        spec.otherThan(primary).name(),
        replicationPoint,
        replicationPoint,
        paused,
        role,
        owner,
        standbys,
        state == GroupState.FAILING_OVER ? Optional.empty() : problem,
        tables.size(),
        held,
        tables.stream().map(TableStatus::progress).reduce(Progress.NONE, Progress::plus),
        isKnown ? Optional.of(TestingTime.START.minusSeconds(3600)) : Optional.empty(),
        Optional.of(TestingTime.START));
  }

  private void endFailover() {
    state = afterFailover;
    if (afterFailover == GroupState.INITIAL_REPLICATION) {
      primary = target;
      epoch++;
    }
    event(Kind.STATE_CHANGED, "the group is " + state + " now");
  }

  @Override
  public List<MirrorStatus> mirrors() {
    return List.of();
  }

  @Override
  public synchronized Optional<CatalogStatus> catalog() {
    return catalog;
  }

  /** Lets its catalogs stand so. */
  public synchronized TestingGroup withCatalog(CatalogStatus status) {
    catalog = Optional.of(status);
    return this;
  }

  /** Lets another region be the primary, from one moment to the next. */
  public synchronized void switchTo(RegionName region) {
    primary = region;
    epoch++;
  }

  /** The durable replica in a region's store. */
  public DurableCatalog replica(RegionName region) {
    return spec.catalog().orElseThrow().side(region).replica();
  }

  /** Lets that region's store go away. */
  public void breakReplica(RegionName region) {
    ((BreakableReplica) replica(region)).breakDown();
  }

  @Override
  public synchronized List<TableStatus> tables() {
    return List.copyOf(tables);
  }

  @Override
  public synchronized List<ReplicationEvent> events(long afterSequence) {
    return events.stream().filter(event -> event.sequence() > afterSequence).toList();
  }

  @Override
  public synchronized FailoverPreview preview(FailoverRequest request) {
    List<FailoverPreview.Table> previews =
        tables.stream()
            .map(
                table ->
                    new FailoverPreview.Table(
                        table.table(),
                        OptionalLong.of(table.primaryVersion().orElseThrow() + 2),
                        table.secondaryVersion(),
                        new FailoverPreview.AtRisk(2, 2048),
                        table.replicationPoint(),
                        table.hold(),
                        OptionalLong.of(table.secondaryVersion().orElseThrow() + 1),
                        Optional.empty()))
            .toList();
    boolean mayBeRefused = request.type() == FailoverType.PLANNED;
    Optional<Refused> refusal =
        mayBeRefused && tables.stream().anyMatch(table -> table.hold().isPresent())
            ? Optional.of(new Refused(Refusal.NOT_LOSSLESS, "a table is held"))
            : Optional.empty();
    return new FailoverPreview(
        now(),
        request.target(),
        request.type(),
        refusal,
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        previews);
  }

  @Override
  public synchronized FailoverAnswer failover(FailoverRequest request) {
    if (spec.regions().stream().noneMatch(region -> region.name().equals(request.target()))) {
      return new Refused(Refusal.UNKNOWN_REGION, "no region " + request.target());
    }
    if (request.expectedEpoch().isPresent() && request.expectedEpoch().getAsLong() != epoch) {
      return new Refused(Refusal.WRONG_EPOCH, "the group is at " + epoch);
    }
    if (request.target().equals(primary)) {
      return new AlreadyThere(now());
    }
    if (role == GroupStatus.Role.STANDBY) {
      return new Refused(Refusal.NOT_OWNER, owner + " owns the group");
    }
    if (state == GroupState.FAILING_OVER) {
      return new Refused(Refusal.IN_PROGRESS, "a failover is under way");
    }
    if (state == GroupState.INITIAL_REPLICATION) {
      return new Refused(Refusal.INITIAL_REPLICATION, "the first replication has not ended");
    }
    if (tables.stream().anyMatch(table -> table.hold().isPresent())
        && request.type() == dev.levee.sync.group.FailoverType.PLANNED) {
      return new Refused(Refusal.NOT_LOSSLESS, "a table is held");
    }
    state = GroupState.FAILING_OVER;
    target = request.target();
    looksLeft = STEPS;
    event(Kind.FAILOVER, "failing over to " + target);
    return new Accepted(now());
  }

  @Override
  public synchronized void pause() {
    paused = true;
    event(Kind.PAUSED, "paused");
  }

  @Override
  public synchronized void resume() {
    paused = false;
    event(Kind.PAUSED, "resumed");
  }

  @Override
  public synchronized void wake() {
    wakes++;
  }

  /** Heeds what lies in the log of a table of its own. */
  @Override
  public synchronized Notified notified(Collection<Location> created) {
    Set<Location> heeded =
        created.stream()
            .filter(object -> object.key().startsWith("data/sales/orders/_delta_log/"))
            .collect(Collectors.toSet());
    return new Notified(heeded, heeded.isEmpty() ? 0 : 1, false);
  }

  @Override
  public synchronized boolean awaitCaughtUp(Duration timeout) {
    return caughtUp;
  }
}
