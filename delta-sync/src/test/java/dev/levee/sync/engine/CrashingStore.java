package dev.levee.sync.engine;

import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.testing.InterceptedObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import dev.levee.sync.store.testing.StoreOperation;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A region's store as a process sees it that breaks at one of its calls. The calls of both regions
 * are counted together.
 */
public final class CrashingStore extends InterceptedObjectStore {
  private final Fuse fuse;
  private final BiConsumer<StoreCall, Object> afterEffect;

  /**
   * A store.
   *
   * @param afterEffect is told of every call that was carried out, with its result
   */
  public CrashingStore(ObjectStore store, Fuse fuse, BiConsumer<StoreCall, Object> afterEffect) {
    super(store);
    this.fuse = fuse;
    this.afterEffect = afterEffect;
  }

  /** What happens at the call. A process that dies after an answer dies before its next call. */
  public enum Point {
    /** The process dies before the request has any effect. */
    DIES_BEFORE_EFFECT,
    /** The process dies after the effect, without having seen the answer. */
    DIES_AFTER_EFFECT,
    /** The request never arrives; the process goes on. */
    FAILS_BEFORE_EFFECT,
    /** The request takes effect and its answer is lost; the process goes on. */
    LOSES_ANSWER;

    boolean hasEffect() {
      return this == DIES_AFTER_EFFECT || this == LOSES_ANSWER;
    }

    boolean kills() {
      return this == DIES_BEFORE_EFFECT || this == DIES_AFTER_EFFECT;
    }
  }

  /** Which call breaks, and how. */
  public static final class Fuse {
    private final int at;
    private final Point point;
    private int calls;
    private boolean dead;

    /** Breaks the call of this number, from 1 on; none for 0. */
    public Fuse(int at, Point point) {
      this.at = at;
      this.point = point;
    }

    /** Breaks none. */
    public static Fuse none() {
      return new Fuse(0, Point.DIES_BEFORE_EFFECT);
    }

    /** Whether no call breaks. */
    public boolean isNone() {
      return at == 0;
    }

    /** How many calls there were. */
    public int calls() {
      return calls;
    }

    @Override
    public String toString() {
      return "call " + at + " " + point;
    }

    boolean isDead() {
      return dead;
    }

    /** Another process begins; the call that broke is behind it. */
    void revive() {
      dead = false;
    }
  }

  /** The process is no more. */
  public static final class ProcessDied extends Error {
    private static final long serialVersionUID = 1L;

    ProcessDied() {
      super("the process has died", null, false, false);
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  protected <T> T around(StoreCall call, Supplier<T> delegate) {
    if (fuse.dead) {
      throw new ProcessDied();
    }
    fuse.calls++;
    if (fuse.calls != fuse.at) {
      return carriedOut(call, delegate);
    }
    if (fuse.point.hasEffect()) {
      T unused = carriedOut(call, delegate);
    }
    if (fuse.point.kills()) {
      fuse.dead = true;
      throw new ProcessDied();
    }
    return (T) unanswered(call);
  }

  private <T> T carriedOut(StoreCall call, Supplier<T> delegate) {
    T result = delegate.get();
    afterEffect.accept(call, result);
    return result;
  }

  private static Object unanswered(StoreCall call) {
    StoreException cause =
        new StoreException(StoreException.Kind.TRANSIENT, "no answer to " + call);
    boolean creates =
        call.operation() == StoreOperation.CREATE_EXCLUSIVE
            || call.operation() == StoreOperation.COMPLETE_UPLOAD;
    if (creates) {
      return new CreateOutcome.Unknown(cause);
    }
    if (call.operation() == StoreOperation.ABORT_UPLOAD) {
      return null;
    }
    throw cause;
  }
}
