package dev.levee.bench.running;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.Time;
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
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreTraits;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tells of every request that is made of a store, once it is answered. */
final class CountingStore implements ObjectStore {
  private final ObjectStore store;
  private final Side side;
  private final String control;
  private final Time time;
  private final Consumer<Request> observer;

  /**
   * A store around another one, which is closed with it.
   *
   * @param control the key prefix of what Levee keeps of its own
   * @param observer is told of each request, on the thread that made it
   */
  CountingStore(
      ObjectStore store, Side side, String control, Time time, Consumer<Request> observer) {
    this.store = store;
    this.side = side;
    this.control = control;
    this.time = time;
    this.observer = observer;
  }

  private void tell(RequestKind kind, Location location, Answer answer) {
    String key = location.key();
    observer.accept(new Request(side, kind, ObjectKind.of(key, control), answer, key, time.now()));
  }

  private <T> T told(
      RequestKind kind, Location location, Supplier<T> call, Function<T, Answer> answer) {
    T result;
    try {
      result = call.get();
    } catch (StoreException e) {
      Answer failure = e.kind() == StoreException.Kind.NOT_FOUND ? Answer.ABSENT : Answer.FAILED;
      tell(kind, location, failure);
      throw e;
    }
    tell(kind, location, answer.apply(result));
    return result;
  }

  private void told(RequestKind kind, Location location, Runnable call) {
    boolean unused =
        told(
            kind,
            location,
            () -> {
              call.run();
              return true;
            },
            done -> Answer.DONE);
  }

  private static Answer found(Optional<?> result) {
    return result.isPresent() ? Answer.DONE : Answer.ABSENT;
  }

  private static Answer created(CreateOutcome outcome) {
    return outcome.match(created -> Answer.DONE, exists -> Answer.TAKEN, unknown -> Answer.FAILED);
  }

  @Override
  public StoreTraits traits() {
    return store.traits();
  }

  @Override
  public ListPage list(ListRequest request) {
    return told(RequestKind.LIST, request.prefix(), () -> store.list(request), page -> Answer.DONE);
  }

  @Override
  public Optional<ObjectAttributes> head(Location location) {
    return told(RequestKind.HEAD, location, () -> store.head(location), CountingStore::found);
  }

  @Override
  public Optional<ObjectContent> open(Location location) {
    return told(RequestKind.GET, location, () -> store.open(location), CountingStore::found);
  }

  @Override
  public byte[] readRange(Location location, ByteRange range, String etag) {
    return told(
        RequestKind.GET,
        location,
        () -> store.readRange(location, range, etag),
        bytes -> Answer.DONE);
  }

  @Override
  public CreateOutcome createExclusive(NewObject object) {
    return told(
        RequestKind.PUT,
        object.location(),
        () -> store.createExclusive(object),
        CountingStore::created);
  }

  @Override
  public void overwrite(NewObject object) {
    told(RequestKind.PUT, object.location(), () -> store.overwrite(object));
  }

  @Override
  public String copyWithin(
      Location source, String etag, Location target, Map<String, String> metadata) {
    return told(
        RequestKind.COPY,
        target,
        () -> store.copyWithin(source, etag, target, metadata),
        copied -> Answer.DONE);
  }

  @Override
  public MultipartUpload beginUpload(Location target, Map<String, String> metadata) {
    MultipartUpload upload =
        told(
            RequestKind.UPLOAD,
            target,
            () -> store.beginUpload(target, metadata),
            begun -> Answer.DONE);
    return new CountingUpload(upload, target);
  }

  @Override
  public void delete(Location location) {
    told(RequestKind.DELETE, location, () -> store.delete(location));
  }

  @Override
  public void close() {
    store.close();
  }

  /** Tells of an upload's requests. */
  private final class CountingUpload implements MultipartUpload {
    private final MultipartUpload upload;
    private final Location target;

    CountingUpload(MultipartUpload upload, Location target) {
      this.upload = upload;
      this.target = target;
    }

    @Override
    public void uploadPart(int number, ObjectBody body) {
      told(RequestKind.PART, target, () -> upload.uploadPart(number, body));
    }

    @Override
    public void copyPart(int number, Location source, String etag, ByteRange range) {
      told(RequestKind.PART, target, () -> upload.copyPart(number, source, etag, range));
    }

    @Override
    public CreateOutcome complete() {
      return told(RequestKind.COMPLETE, target, upload::complete, CountingStore::created);
    }

    @Override
    public void replace() {
      told(RequestKind.COMPLETE, target, upload::replace);
    }

    @Override
    public void abort() {
      told(RequestKind.DELETE, target, upload::abort);
    }
  }
}
