package dev.levee.sync.engine.direction;

import dev.levee.sync.engine.Progress;
import dev.levee.sync.engine.ReplicationSettings;
import dev.levee.sync.engine.TableStatus;
import dev.levee.sync.engine.commit.TableHead;
import dev.levee.sync.engine.commit.TableProgress;
import dev.levee.sync.engine.table.PassResult;
import dev.levee.sync.engine.table.TableSync;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.sweep.Sweep;
import java.time.Instant;
import java.util.Optional;

/**
 * What the group knows of one table, and when to look at it next. Changed by the group's thread
 * only; read from any.
 */
public final class TableEntry implements SweptEntry {
  private static final int FAILURES_BEFORE_HOLD = 3;

  private final TableRoots roots;
  private final TableSync sync;
  private final TableProgress progress;
  private final Optional<Sweep> sweep;
  private final TableTurns turns;
  private volatile Optional<Instant> asOf;
  private volatile Optional<Hold> hold = Optional.empty();
  private volatile Optional<Instant> heldSince = Optional.empty();
  private volatile int possiblyUnreplicated;
  private volatile boolean missing;
  private volatile boolean settledOnce;
  private volatile boolean live;
  private volatile boolean passed;
  private long caughtUpPassBegunAt = Long.MIN_VALUE;
  private long caughtUpVersion = -1;
  private int failures;

  /**
   * A table that was just found.
   *
   * @param absentAt when it was last seen not to be there, so that nothing of it is missing then
   * @param waiting takes the table while no pass of it is under way
   */
  TableEntry(TableRoots roots, Activity activity, Optional<Instant> absentAt, DueTables waiting) {
    this.roots = roots;
    this.sync = activity.sync();
    this.progress = activity.progress();
    this.sweep = activity.sweep();
    this.asOf = absentAt;
    this.turns = new TableTurns(this, waiting);
  }

  /**
   * What is done for a table.
   *
   * @param sync its passes
   * @param progress counts what they do
   * @param sweep removes what is gone from the primary; empty where nothing is removed
   */
  record Activity(TableSync sync, TableProgress progress, Optional<Sweep> sweep) {}

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

  /** The replica's newest version as it is remembered; only a listing proves it. */
  public Optional<TableHead> replicaHead() {
    return sync.replicaHead();
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

  /** Makes it due; what is wanted while a pass is under way is another one. */
  void dueNow(long now) {
    turns.wanted(now);
  }

  /** Makes it due by a notification; not while the store fails, which has a pace of its own. */
  void announced(Announcements.Announced what, long now) {
    turns.announced(what.newest());
    if (what.checkpoint()) {
      sync.lookClosely();
    }
    if (failures == 0) {
      turns.dueNow(now);
    }
  }

  /** Whether its next pass may be one of a table at rest. */
  boolean isAtRest(ReplicationSettings settings) {
    return settledOnce && hold.isEmpty() && !missing && failures == 0 && turns.isAtRest(settings);
  }

  void passBegins(long now) {
    turns.passBegins(now);
  }

  void passEnded() {
    passed = true;
    release();
  }

  void caughtUp(PassResult.CaughtUp result, long now, ReplicationSettings settings) {
    known(result.asOf());
    possiblyUnreplicated = result.possiblyUnreplicated();
    caughtUpPassBegunAt = turns.passBegunAt();
    caughtUpVersion = result.version();
    live = true;
    settled();
    turns.caughtUp(result);
    turns.dueByPace(now, settings);
  }

  void unchanged(PassResult.Unchanged result, long now, ReplicationSettings settings) {
    known(result.asOf());
    turns.dueByPace(now, settings);
  }

  /** Times that a table's passes find may come in another order than that in which they hold. */
  private void known(Instant until) {
    asOf = asOf.filter(known -> known.isAfter(until)).or(() -> Optional.of(until));
  }

  void moreToDo(long now) {
    failures = 0;
    hold = Optional.empty();
    heldSince = Optional.empty();
    turns.dueAt(now);
  }

  void missing(Instant when, long now, ReplicationSettings settings) {
    asOf = Optional.of(when);
    caughtUpPassBegunAt = turns.passBegunAt();
    caughtUpVersion = -1;
    settled();
    missing = true;
    turns.dueAt(now + settings.discoveryInterval().toNanos());
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
    turns.dueAt(nextLook);
  }

  /** Counts a failure of a store; enough of them in a row hold the table. */
  Optional<Hold> failed(StoreException cause, long now, ReplicationSettings settings) {
    failures++;
    turns.dueAt(now + settings.pollInterval().multipliedBy(Math.min(failures, 10)).toNanos());
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
    if (turns.isInFlight()) {
      return false;
    }
    turns.keepPassesAway();
    return true;
  }

  @Override
  public void release() {
    turns.release();
  }

  private TableStatus.Phase phase() {
    if (hold.isPresent()) {
      return TableStatus.Phase.HELD;
    }
    if (live || sync.secondaryVersion().isPresent()) {
      return TableStatus.Phase.TAILING;
    }
    return turns.isInFlight() || passed
        ? TableStatus.Phase.BOOTSTRAPPING
        : TableStatus.Phase.DISCOVERED;
  }

  Progress progress() {
    return progress.now();
  }
}
