package dev.levee.sync.store.hadoop;

import dev.levee.sync.store.StoreException;
import java.io.FileNotFoundException;
import java.io.IOException;

/** Failures of a store in the form that Hadoop's callers expect. */
final class HadoopErrors {
  private HadoopErrors() {}

  /** A call of a store. */
  @FunctionalInterface
  interface Call<T> {
    T call() throws IOException;
  }

  static <T> T calling(Call<T> call) throws IOException {
    try {
      return call.call();
    } catch (StoreException e) {
      throw translated(e);
    }
  }

  private static IOException translated(StoreException failure) {
    if (failure.kind() == StoreException.Kind.NOT_FOUND) {
      FileNotFoundException missing = new FileNotFoundException(failure.getMessage());
      missing.initCause(failure);
      return missing;
    }
    return new IOException(failure.getMessage(), failure);
  }
}
