package dev.levee.sync.store.testing;

import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes the calls of a store fail as told. Of several faults that strike a call the one that was
 * added first does. A creation without a clear answer is {@code Unknown} and no exception, as the
 * contract wants it.
 */
public final class FaultyObjectStore extends InterceptedObjectStore {
  private final List<Remaining> faults = new ArrayList<>();

  /** A store without faults yet. */
  public FaultyObjectStore(ObjectStore store) {
    super(store);
  }

  private static final class Remaining {
    private final StoreFault fault;
    private int times;

    Remaining(StoreFault fault) {
      this.fault = fault;
      this.times = fault.times();
    }
  }

  /** Adds a fault. */
  public synchronized FaultyObjectStore with(StoreFault fault) {
    faults.add(new Remaining(fault));
    return this;
  }

  /** Heals the store. */
  public synchronized void heal() {
    faults.clear();
  }

  private synchronized Optional<StoreFault> strike(StoreCall call) {
    for (Iterator<Remaining> all = faults.iterator(); all.hasNext(); ) {
      Remaining remaining = all.next();
      if (remaining.fault.strikes(call)) {
        remaining.times--;
        if (remaining.times == 0) {
          all.remove();
        }
        return Optional.of(remaining.fault);
      }
    }
    return Optional.empty();
  }

  @Override
  @SuppressWarnings("unchecked")
  protected <T> T around(StoreCall call, Supplier<T> delegate) {
    Optional<StoreFault> fault = strike(call);
    return fault.isPresent() ? (T) struck(call, fault.get().kind(), delegate) : delegate.get();
  }

  private static Object struck(StoreCall call, StoreFault.Kind kind, Supplier<?> delegate) {
    return switch (kind) {
      case FAILS_BEFORE_EFFECT -> noAnswer(call, StoreException.Kind.TRANSIENT);
      case LOSES_ANSWER -> {
        Object unused = delegate.get();
        yield noAnswer(call, StoreException.Kind.TRANSIENT);
      }
      case THROTTLED -> noAnswer(call, StoreException.Kind.THROTTLED);
      case ACCESS_DENIED -> throw refusal(call, StoreException.Kind.ACCESS_DENIED);
      case NO_SUCH_BUCKET -> throw refusal(call, StoreException.Kind.NO_SUCH_BUCKET);
      case ARCHIVED -> throw refusal(call, StoreException.Kind.ARCHIVED);
      case NOT_FOUND -> FaultyAnswers.notFound(call);
      case CHANGED -> throw refusal(call, StoreException.Kind.CHANGED);
      case BREAKS_OFF -> FaultyAnswers.brokenOff(call, delegate.get());
      case TURNS_A_BIT -> FaultyAnswers.bitTurned(call, delegate.get());
      case WRONG_ETAG -> FaultyAnswers.wrongEtag(call, delegate.get());
    };
  }

  private static CreateOutcome noAnswer(StoreCall call, StoreException.Kind kind) {
    StoreException failure = new StoreException(kind, "fault: no answer to " + call);
    boolean creates =
        call.operation() == StoreOperation.CREATE_EXCLUSIVE
            || call.operation() == StoreOperation.COMPLETE_UPLOAD;
    if (creates) {
      return new CreateOutcome.Unknown(failure);
    }
    throw failure;
  }

  static StoreException refusal(StoreCall call, StoreException.Kind kind) {
    return new StoreException(kind, "fault: " + call + " refused");
  }
}
