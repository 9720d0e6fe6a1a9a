package dev.levee.sync.engine.direction;

import dev.levee.sync.engine.MirrorStatus;
import dev.levee.sync.engine.Progress;
import dev.levee.sync.engine.commit.TableProgress;
import dev.levee.sync.log.TableDiscovery;
import dev.levee.sync.mirror.Mirror;
import dev.levee.sync.mirror.MirrorOutcome;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.sweep.Sweep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the group knows of one mirrored prefix. Changed by the group's thread only; read from any.
 */
public final class MirrorEntry implements SweptEntry {
  private static final int FAILURES_BEFORE_HOLD = 3;

  private final TableRoots roots;
  private final Mirror mirror;
  private final TableDiscovery discovery;
  private final TableProgress progress;
  private final Optional<Sweep> sweep;
  private volatile Optional<Instant> asOf = Optional.empty();
  private volatile Optional<Hold> hold = Optional.empty();
  private volatile Optional<Instant> heldSince = Optional.empty();
  private volatile long objects;
  private volatile long bytes;
  private boolean inFlight;
  private long dueAt;
  private long wokenAt;
  private long passBegunAt;
  private long caughtUpPassBegunAt = Long.MIN_VALUE;
  private long fingerprint;
  private int failures;

  /**
   * A mirror that was not looked at.
   *
   * @param primary the store that tables are looked for in
   * @param activity what is done for it
   */
  MirrorEntry(TableRoots roots, Mirror mirror, ObjectStore primary, Activity activity) {
    this.roots = roots;
    this.mirror = mirror;
    this.discovery = new TableDiscovery(primary);
    this.progress = activity.progress();
    this.sweep = activity.sweep();
  }

  /**
   * What is done for a mirror.
   *
   * @param progress counts copies
   * @param sweep removes what is gone from the primary; empty where nothing is removed
   */
  record Activity(TableProgress progress, Optional<Sweep> sweep) {}

  @Override
  public TableId id() {
    return roots.table();
  }

  /** This mirror, where deletes follow. */
  Optional<SweptEntry> swept() {
    return sweep.map(unused -> this);
  }

  @Override
  public Sweep sweep() {
    return sweep.orElseThrow();
  }

  @Override
  public boolean mayBeSwept() {
    return asOf.isPresent() && hold.isEmpty();
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

  /**
   * What a pass found.
   *
   * @param begun when it began
   * @param tables what lies below the prefix and belongs to tables
   */
  record Pass(Instant begun, List<Location> tables, MirrorOutcome outcome) {}

  /** Makes a pass; blocks. */
  Pass pass(Instant begun) {
    List<Location> tables = discovery.below(roots.source());
    return new Pass(begun, tables, mirror.pass(tables));
  }

  Optional<Instant> asOf() {
    return asOf;
  }

  public Optional<Hold> hold() {
    return hold;
  }

  boolean isInFlight() {
    return inFlight;
  }

  long dueAt() {
    return dueAt;
  }

  void dueNow(long now) {
    dueAt = now;
    wokenAt = now;
  }

  /** Of all that the primary showed when both sides were last equal. */
  public long fingerprint() {
    return fingerprint;
  }

  public boolean caughtUpSince(long begunAt) {
    return caughtUpPassBegunAt != Long.MIN_VALUE && caughtUpPassBegunAt - begunAt >= 0;
  }

  /**
   * Whether it was caught up, or held, since replication began in this direction.
   *
   * @param countingStoreHolds whether to be held counts too when it is a matter of the store
   */
  boolean isSettledOnce(boolean countingStoreHolds) {
    return asOf.isPresent()
        || hold.filter(why -> countingStoreHolds || why.reason() == HoldReason.FOREIGN_FILE)
            .isPresent();
  }

  void passBegins(long now) {
    inFlight = true;
    passBegunAt = now;
  }

  void passed(Pass pass, Instant now, long nextLook) {
    inFlight = false;
    failures = 0;
    // What was wanted while the pass was under way is another one.
    dueAt = wokenAt - passBegunAt > 0 ? wokenAt : nextLook;
    objects = pass.outcome().objects();
    bytes = pass.outcome().bytes();
    if (pass.outcome().hold().isPresent()) {
      held(pass.outcome().hold().get(), now);
      return;
    }
    hold = Optional.empty();
    heldSince = Optional.empty();
    fingerprint = pass.outcome().fingerprint();
    caughtUpPassBegunAt = passBegunAt;
    asOf = asOf.filter(known -> known.isAfter(pass.begun())).or(() -> Optional.of(pass.begun()));
  }

  /** A pass that did not come to its end; enough of them in a row hold the mirror. */
  void failed(Hold why, Instant now, long nextLook) {
    inFlight = false;
    failures++;
    dueAt = nextLook;
    if (failures >= FAILURES_BEFORE_HOLD) {
      held(why, now);
    }
  }

  private void held(Hold why, Instant now) {
    if (hold.isEmpty()) {
      heldSince = Optional.of(now);
    }
    hold = Optional.of(why);
  }

  MirrorStatus status() {
    return new MirrorStatus(
        id(),
        roots.source(),
        roots.target(),
        objects,
        bytes,
        asOf,
        hold,
        heldSince,
        progress.now(),
        sweep.map(Sweep::status));
  }

  Progress progress() {
    return progress.now();
  }
}
