package dev.levee.sync.engine.table;

import dev.levee.sync.model.Hold;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.store.StoreException;

/** What a store's failure means for the pass that met it. */
final class StoreFailures {
  private StoreFailures() {}

  static PassResult result(StoreException e) {
    return switch (e.kind()) {
      case TRANSIENT, THROTTLED, NOT_FOUND, CHANGED -> new PassResult.Failed(e);
      case ACCESS_DENIED, NO_SUCH_BUCKET -> held(HoldReason.ACCESS_DENIED, e);
      case ARCHIVED -> held(HoldReason.ARCHIVED, e);
      case UNSUPPORTED, INVALID -> held(HoldReason.STORE_INCONSISTENT, e);
    };
  }

  private static PassResult held(HoldReason reason, StoreException e) {
    return new PassResult.Held(new Hold(reason, e.getMessage()));
  }
}
