package dev.levee.bench.running;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.MultipartUpload;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreTraits;
import java.util.Map;
import java.util.Optional;

/**
 * A store that can be taken away: from then on every request fails at once, as where a connection
 * is refused. Uploads that were begun before still end.
 */
final class WithdrawableStore implements ObjectStore {
  private final ObjectStore store;
  private volatile boolean withdrawn;

  WithdrawableStore(ObjectStore store) {
    this.store = store;
  }

  /** Takes it away, for good. */
  void withdraw() {
    withdrawn = true;
  }

  private ObjectStore present() {
    if (withdrawn) {
      throw new StoreException(
          StoreException.Kind.TRANSIENT, "the benchmark has taken this store away");
    }
    return store;
  }

  @Override
  public StoreTraits traits() {
    return store.traits();
  }

  @Override
  public ListPage list(ListRequest request) {
    return present().list(request);
  }

  @Override
  public Optional<ObjectAttributes> head(Location location) {
    return present().head(location);
  }

  @Override
  public Optional<ObjectContent> open(Location location) {
    return present().open(location);
  }

  @Override
  public byte[] readRange(Location location, ByteRange range, String etag) {
    return present().readRange(location, range, etag);
  }

  @Override
  public CreateOutcome createExclusive(NewObject object) {
    try {
      return present().createExclusive(object);
    } catch (StoreException e) {
      if (withdrawn) {
        return new CreateOutcome.Unknown(e);
      }
      throw e;
    }
  }

  @Override
  public void overwrite(NewObject object) {
    present().overwrite(object);
  }

  @Override
  public String copyWithin(
      Location source, String etag, Location target, Map<String, String> metadata) {
    return present().copyWithin(source, etag, target, metadata);
  }

  @Override
  public MultipartUpload beginUpload(Location target, Map<String, String> metadata) {
    return present().beginUpload(target, metadata);
  }

  @Override
  public void delete(Location location) {
    present().delete(location);
  }

  @Override
  public void close() {
    store.close();
  }
}
