package dev.levee.sync.engine.direction;

import dev.levee.sync.engine.Progress;
import dev.levee.sync.engine.ReplicationSettings;
import dev.levee.sync.engine.TableStatus;
import dev.levee.sync.engine.commit.TableProgress;
import dev.levee.sync.engine.table.PassResult;
import dev.levee.sync.engine.table.TableSync;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.sweep.Sweep;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the group knows of one table, and when to look at it next. Changed by the group's thread
 * only; read from any.
 */
public final class TableEntry implements SweptEntry {
  private static final int FAILURES_BEFORE_HOLD = 3;
  private static final int IDLE_PASSES_BEFORE_SLOWING = 30;

  private final TableRoots roots;
  private final TableSync sync;
  private final TableProgress progress;
  private final Optional<Sweep> sweep;
  private volatile Optional<Instant> asOf;
  private volatile Optional<Hold> hold = Optional.empty();
  private volatile Optional<Instant> heldSince = Optional.empty();
  private volatile int possiblyUnreplicated;
  private volatile boolean missing;
  private volatile boolean settledOnce;
  private volatile boolean live;
  private volatile boolean passed;
  private boolean inFlight;
  private long dueAt;
  private long passBegunAt;
  private long caughtUpPassBegunAt = Long.MIN_VALUE;
  private long caughtUpVersion = -1;
  private int failures;
  private int idlePasses;

  /**
   * A table that was just found.
   *
   * @param sweep removes what is gone from the primary; empty where nothing is removed
   * @param absentAt when it was last seen not to be there, so that nothing of it is missing then
   */
  TableEntry(
      TableRoots roots,
      TableSync sync,
      TableProgress progress,
      Optional<Sweep> sweep,
      Optional<Instant> absentAt) {
    this.roots = roots;
    this.sync = sync;
    this.progress = progress;
    this.sweep = sweep;
    this.asOf = absentAt;
  }

  public TableRoots roots() {
    return roots;
  }

  TableSync sync() {
    return sync;
  }

  /** Everything of the table that was visible in the primary then is in the secondary. */
  Optional<Instant> asOf() {
    return asOf;
  }

  public Optional<Hold> hold() {
    return hold;
  }

  /** How many versions writers may have been told of, though the primary's log has none of them. */
  public int possiblyUnreplicated() {
    return possiblyUnreplicated;
  }

  boolean isMissing() {
    return missing;
  }

  boolean isInFlight() {
    return inFlight;
  }

  /** Whether it has been caught up, or held, since replication began in this direction. */
  boolean isSettledOnce() {
    return settledOnce;
  }

  /** Whether what holds it is a matter of the store, which says nothing about the table. */
  boolean isHeldByStore() {
    return hold.map(Hold::reason)
        .filter(
            reason ->
                reason == HoldReason.NETWORK
                    || reason == HoldReason.THROTTLED
                    || reason == HoldReason.ACCESS_DENIED)
        .isPresent();
  }

  /** Whether a pass that began since then found both sides equal, or the table gone. */
  public boolean caughtUpSince(long begunAt) {
    return caughtUpPassBegunAt != Long.MIN_VALUE && caughtUpPassBegunAt - begunAt >= 0;
  }

  public long caughtUpVersion() {
    return caughtUpVersion;
  }

  long dueAt() {
    return dueAt;
  }

  void dueNow(long now) {
    dueAt = now;
    idlePasses = 0;
  }

  void passBegins(long now) {
    inFlight = true;
    passBegunAt = now;
  }

  void passEnded() {
    inFlight = false;
    passed = true;
  }

  void caughtUp(PassResult.CaughtUp result, long now, ReplicationSettings settings) {
    asOf = asOf.filter(known -> known.isAfter(result.asOf())).or(() -> Optional.of(result.asOf()));
    possiblyUnreplicated = result.possiblyUnreplicated();
    caughtUpPassBegunAt = passBegunAt;
    caughtUpVersion = result.version();
    live = true;
    settled();
    idlePasses = result.published() > 0 ? 0 : idlePasses + 1;
    dueAt = now + idleInterval(settings).toNanos();
  }

  /** Idle tables are asked less often, but well within the target for the replication point. */
  private Duration idleInterval(ReplicationSettings settings) {
    Duration poll = settings.pollInterval();
    if (idlePasses < IDLE_PASSES_BEFORE_SLOWING) {
      return poll;
    }
    int doublings = Math.min(10, 1 + (idlePasses - IDLE_PASSES_BEFORE_SLOWING) / 10);
    Duration slowed = poll.multipliedBy(1L << doublings);
    Duration bound = settings.rpoTarget().dividedBy(3);
    Duration interval = slowed.compareTo(bound) < 0 ? slowed : bound;
    return interval.compareTo(poll) < 0 ? poll : interval;
  }

  void moreToDo(long now) {
    failures = 0;
    hold = Optional.empty();
    heldSince = Optional.empty();
    dueAt = now;
  }

  void missing(Instant when, long now, ReplicationSettings settings) {
    asOf = Optional.of(when);
    caughtUpPassBegunAt = passBegunAt;
    caughtUpVersion = -1;
    settled();
    missing = true;
    dueAt = now + settings.discoveryInterval().toNanos();
  }

  private void settled() {
    failures = 0;
    missing = false;
    hold = Optional.empty();
    heldSince = Optional.empty();
    settledOnce = true;
  }

  void held(Hold reason, Instant since, long nextLook) {
    if (hold.isEmpty()) {
      heldSince = Optional.of(since);
    }
    hold = Optional.of(reason);
    settledOnce = true;
    dueAt = nextLook;
  }

  /** Counts a failure of a store; enough of them in a row hold the table. */
  Optional<Hold> failed(StoreException cause, long now, ReplicationSettings settings) {
    failures++;
    dueAt = now + settings.pollInterval().multipliedBy(Math.min(failures, 10)).toNanos();
    if (failures < FAILURES_BEFORE_HOLD) {
      return Optional.empty();
    }
    HoldReason reason =
        cause.kind() == StoreException.Kind.THROTTLED ? HoldReason.THROTTLED : HoldReason.NETWORK;
    return Optional.of(new Hold(reason, cause.getMessage()));
  }

  TableStatus status() {
    return new TableStatus(
        roots.table(),
        roots.source(),
        roots.target(),
        phase(),
        sync.primaryVersion(),
        sync.secondaryVersion(),
        asOf,
        hold,
        heldSince,
        sync.inCommitTimestamps(),
        possiblyUnreplicated,
        progress.now(),
        sweep.map(Sweep::status));
  }

  /** This table, where deletes follow. */
  Optional<SweptEntry> swept() {
    return sweep.map(unused -> this);
  }

  boolean hasAbsolutePaths() {
    return sync.hasRewrittenPaths()
        || hold.filter(
                why ->
                    why.reason() == HoldReason.ABSOLUTE_PATH
                        || why.reason() == HoldReason.MISSING_LOCATION_MAPPING)
            .isPresent();
  }

  @Override
  public TableId id() {
    return roots.table();
  }

  @Override
  public Sweep sweep() {
    return sweep.orElseThrow();
  }

  @Override
  public boolean mayBeSwept() {
    return live && hold.isEmpty() && !missing;
  }

  @Override
  public boolean reserve() {
    if (inFlight) {
      return false;
    }
    inFlight = true;
    return true;
  }

  @Override
  public void release() {
    inFlight = false;
  }

  private TableStatus.Phase phase() {
    if (hold.isPresent()) {
      return TableStatus.Phase.HELD;
    }
    if (live || sync.secondaryVersion().isPresent()) {
      return TableStatus.Phase.TAILING;
    }
    return inFlight || passed ? TableStatus.Phase.BOOTSTRAPPING : TableStatus.Phase.DISCOVERED;
  }

  Progress progress() {
    return progress.now();
  }
}
