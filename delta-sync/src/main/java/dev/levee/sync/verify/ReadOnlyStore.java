package dev.levee.sync.verify;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.ReadView;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreTraits;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A store that can be read only, and that knows which failures were its own. */
final class ReadOnlyStore extends ReadView {
  private final ObjectStore store;
  private final Set<StoreException> failures =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

  ReadOnlyStore(ObjectStore store) {
    this.store = requireNonNull(store, "store");
  }

  /** Whether this failure came from here. */
  boolean threw(StoreException failure) {
    return failures.contains(failure);
  }

  /** A failure of a stream that was opened here. */
  StoreException broken(Location location, Exception cause) {
    StoreException failure =
        new StoreException(
            StoreException.Kind.TRANSIENT,
            "reading %s failed: %s".formatted(location, cause.getMessage()),
            cause);
    failures.add(failure);
    return failure;
  }

  private <T> T noted(Supplier<T> call) {
    try {
      return call.get();
    } catch (StoreException e) {
      failures.add(e);
      throw e;
    }
  }

  @Override
  public StoreTraits traits() {
    return store.traits();
  }

  @Override
  public ListPage list(ListRequest request) {
    return noted(() -> store.list(request));
  }

  @Override
  public Optional<ObjectAttributes> head(Location location) {
    return noted(() -> store.head(location));
  }

  @Override
  public Optional<ObjectContent> open(Location location) {
    return noted(() -> store.open(location));
  }

  @Override
  public byte[] readRange(Location location, ByteRange range, String etag) {
    return noted(() -> store.readRange(location, range, etag));
  }
}
