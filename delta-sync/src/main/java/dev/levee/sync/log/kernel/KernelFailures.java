package dev.levee.sync.log.kernel;

import dev.levee.sync.model.HoldReason;
import dev.levee.sync.store.StoreException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.exceptions.UnsupportedProtocolVersionException;
import io.delta.kernel.exceptions.UnsupportedTableFeatureException;
import java.io.IOException;

/** Turns what Kernel throws into what Levee's callers expect. */
final class KernelFailures {
  /** Work with Kernel. */
  @FunctionalInterface
  interface Reading<T> {
    T read() throws IOException;
  }

  private KernelFailures() {}

  /**
   * Does the work.
   *
   * @param what is read, for the message
   * @throws StoreException when the store failed, as it threw it
   * @throws SnapshotException when anything else went wrong
   */
  static <T> T translated(String what, Reading<T> work) {
    try {
      return work.read();
    } catch (IOException | RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof StoreException failure && isTheStores(failure)) {
          throw failure;
        }
      }
      throw new SnapshotException(reason(e), "reading " + what + " failed: " + rootMessage(e), e);
    }
  }

  /** An object that is not there is the table's fault. */
  private static boolean isTheStores(StoreException failure) {
    return failure.kind() != StoreException.Kind.NOT_FOUND;
  }

  private static HoldReason reason(Exception e) {
    if (e instanceof UnsupportedTableFeatureException
        || e instanceof UnsupportedProtocolVersionException) {
      return HoldReason.FEATURE_UNKNOWN;
    }
    return e instanceof TableNotFoundException ? HoldReason.NOT_A_TABLE : HoldReason.SOURCE_CORRUPT;
  }

  private static String rootMessage(Exception e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text = root.getClass().getSimpleName() + ": " + root.getMessage();
    // An object's identity differs each time, and would make each look at the table another hold.
    return text.replaceAll("@[0-9a-f]{4,8}\\b", "").replaceAll("\\p{Cntrl}", " ");
  }
}
