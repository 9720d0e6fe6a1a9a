package dev.levee.sync.store.testing;

import static dev.levee.sync.store.testing.StoreOperation.ABORT_UPLOAD;
import static dev.levee.sync.store.testing.StoreOperation.BEGIN_UPLOAD;
import static dev.levee.sync.store.testing.StoreOperation.COMPLETE_UPLOAD;
import static dev.levee.sync.store.testing.StoreOperation.COPY_PART;
import static dev.levee.sync.store.testing.StoreOperation.COPY_WITHIN;
import static dev.levee.sync.store.testing.StoreOperation.CREATE_EXCLUSIVE;
import static dev.levee.sync.store.testing.StoreOperation.DELETE;
import static dev.levee.sync.store.testing.StoreOperation.HEAD;
import static dev.levee.sync.store.testing.StoreOperation.LIST;
import static dev.levee.sync.store.testing.StoreOperation.OPEN;
import static dev.levee.sync.store.testing.StoreOperation.OVERWRITE;
import static dev.levee.sync.store.testing.StoreOperation.READ_RANGE;
import static dev.levee.sync.store.testing.StoreOperation.UPLOAD_PART;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.MultipartUpload;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreTraits;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Passes every call to another store, through {@link #around}. Closing it closes nothing. */
public abstract class InterceptedObjectStore implements ObjectStore {
  private final ObjectStore store;

  /** Wraps a store. */
  protected InterceptedObjectStore(ObjectStore store) {
    this.store = store;
  }

  /** Makes the call, or does something else. */
  protected abstract <T> T around(StoreCall call, Supplier<T> delegate);

  private <T> T call(StoreOperation operation, Location location, Supplier<T> delegate) {
    return around(new StoreCall(operation, location), delegate);
  }

  private void run(StoreOperation operation, Location location, Runnable delegate) {
    Optional<?> unused =
        call(
            operation,
            location,
            () -> {
              delegate.run();
              return Optional.empty();
            });
  }

  @Override
  public StoreTraits traits() {
    return store.traits();
  }

  @Override
  public ListPage list(ListRequest request) {
    return call(LIST, request.prefix(), () -> store.list(request));
  }

  @Override
  public Optional<ObjectAttributes> head(Location location) {
    return call(HEAD, location, () -> store.head(location));
  }

  @Override
  public Optional<ObjectContent> open(Location location) {
    return call(OPEN, location, () -> store.open(location));
  }

  @Override
  public byte[] readRange(Location location, ByteRange range, String etag) {
    return call(READ_RANGE, location, () -> store.readRange(location, range, etag));
  }

  @Override
  public CreateOutcome createExclusive(NewObject object) {
    return call(CREATE_EXCLUSIVE, object.location(), () -> store.createExclusive(object));
  }

  @Override
  public void overwrite(NewObject object) {
    run(OVERWRITE, object.location(), () -> store.overwrite(object));
  }

  @Override
  public String copyWithin(
      Location source, String etag, Location target, Map<String, String> metadata) {
    return call(COPY_WITHIN, target, () -> store.copyWithin(source, etag, target, metadata));
  }

  @Override
  public MultipartUpload beginUpload(Location target, Map<String, String> metadata) {
    return new Upload(
        target, call(BEGIN_UPLOAD, target, () -> store.beginUpload(target, metadata)));
  }

  @Override
  public void delete(Location location) {
    run(DELETE, location, () -> store.delete(location));
  }

  @Override
  public void close() {}

  private final class Upload implements MultipartUpload {
    private final Location target;
    private final MultipartUpload upload;

    Upload(Location target, MultipartUpload upload) {
      this.target = target;
      this.upload = upload;
    }

    @Override
    public void uploadPart(int number, ObjectBody body) {
      run(UPLOAD_PART, target, () -> upload.uploadPart(number, body));
    }

    @Override
    public void copyPart(int number, Location source, String etag, ByteRange range) {
      run(COPY_PART, target, () -> upload.copyPart(number, source, etag, range));
    }

    @Override
    public CreateOutcome complete() {
      return call(COMPLETE_UPLOAD, target, upload::complete);
    }

    @Override
    public void replace() {
      run(COMPLETE_UPLOAD, target, upload::replace);
    }

    @Override
    public void abort() {
      run(ABORT_UPLOAD, target, upload::abort);
    }
  }
}
