package dev.levee.sync.catalog.durable;

import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogException.Kind;
import dev.levee.sync.store.StoreException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Optional;

/** Failures of the tables as a catalog's. */
final class ReplicaFailures {
  private final String place;

  ReplicaFailures(String place) {
    this.place = place;
  }

  /** A call of the tables. */
  @FunctionalInterface
  interface Call<T> {
    T call() throws IOException;
  }

  <T> T calling(Call<T> call) {
    try {
      return call.call();
    } catch (FileAlreadyExistsException e) {
      throw new CatalogException(
          Kind.ALREADY_EXISTS,
          "Another writer has written the catalog replica %s: %s".formatted(place, e.getReason()),
          e);
    } catch (IOException e) {
      throw failure(e);
    } catch (StoreException e) {
      throw failure(new IOException(e.getMessage(), e));
    }
  }

  private CatalogException failure(IOException failure) {
    Optional<StoreException> store = storeFailure(failure);
    Kind kind =
        store
            .map(cause -> kind(cause.kind()))
            .orElse(failure instanceof FileNotFoundException ? Kind.NOT_FOUND : Kind.REFUSED);
    return new CatalogException(
        kind, "The catalog replica %s: %s".formatted(place, failure.getMessage()), failure);
  }

  private static Optional<StoreException> storeFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StoreException store) {
        return Optional.of(store);
      }
    }
    return Optional.empty();
  }

  private static Kind kind(StoreException.Kind kind) {
    return switch (kind) {
      case TRANSIENT, CHANGED -> Kind.TRANSIENT;
      case THROTTLED -> Kind.THROTTLED;
      case ACCESS_DENIED -> Kind.ACCESS_DENIED;
      case NOT_FOUND, NO_SUCH_BUCKET -> Kind.NOT_FOUND;
      case ARCHIVED, UNSUPPORTED, INVALID -> Kind.REFUSED;
    };
  }
}
