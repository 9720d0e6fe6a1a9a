package dev.levee.sync.store.memory;

import static dev.levee.sync.store.StoreException.Kind.CHANGED;
import static dev.levee.sync.store.StoreException.Kind.NOT_FOUND;
import static dev.levee.sync.store.StoreException.Kind.TRANSIENT;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.Digests;
import dev.levee.sync.store.KeyIndex;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.MultipartUpload;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreTraits;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store in memory that behaves as S3 does: MD5 ETags, user metadata, atomic creation. It is
 * deterministic, and takes locations of any scheme: a bucket is their bucket part.
 */
public final class MemoryObjectStore implements ObjectStore {
  private static final int DEFAULT_PAGE_SIZE = 1000;
  private static final long MAX_COPY_BYTES = 5L << 30;

  private final String service;
  private final MemoryBuckets buckets;
  private final Time time;
  private final int pageSize;

  /** A view of buckets that are there already; stores of the same service copy to each other. */
  public MemoryObjectStore(String service, MemoryBuckets buckets, Time time, int pageSize) {
    this.service = service;
    this.buckets = buckets;
    this.time = time;
    this.pageSize = pageSize;
  }

  /** A store with buckets of its own. */
  public MemoryObjectStore(String service, Time time) {
    this(service, new MemoryBuckets(), time, DEFAULT_PAGE_SIZE);
  }

  @Override
  public StoreTraits traits() {
    return new StoreTraits(service, true, true, MAX_COPY_BYTES);
  }

  @Override
  public ListPage list(ListRequest request) {
    Location prefix = request.prefix();
    KeyIndex.Query query =
        new KeyIndex.Query(
            prefix.key(),
            request.continuation().or(request::startAfter),
            request.recursive(),
            pageSize);
    KeyIndex.Page<MemoryObject> page = bucket(prefix).page(query);
    List<ObjectEntry> objects =
        page.entries().stream()
            .map(e -> new ObjectEntry(at(prefix, e.getKey()), e.getValue().withoutMetadata()))
            .toList();
    List<Location> prefixes = page.prefixes().stream().map(key -> at(prefix, key)).toList();
    return new ListPage(objects, prefixes, page.position());
  }

  private static Location at(Location prefix, String key) {
    return new Location(prefix.scheme(), prefix.bucket(), key);
  }

  @Override
  public Optional<ObjectAttributes> head(Location location) {
    return find(location).map(MemoryObject::attributes);
  }

  @Override
  public Optional<ObjectContent> open(Location location) {
    return find(location).map(MemoryObject::open);
  }

  @Override
  public byte[] readRange(Location location, ByteRange range, String etag) {
    return inState(location, etag).read(range);
  }

  /** The object in the state that is wanted. */
  MemoryObject inState(Location location, String etag) {
    MemoryObject object =
        find(location).orElseThrow(() -> new StoreException(NOT_FOUND, location + " is gone"));
    if (!object.etag().equals(etag)) {
      throw new StoreException(
          CHANGED, location + " has the ETag " + object.etag() + " and no longer " + etag);
    }
    return object;
  }

  @Override
  public CreateOutcome createExclusive(NewObject object) {
    try {
      return createExclusive(object.location(), objectOf(object.body(), object.metadata()));
    } catch (StoreException e) {
      return new CreateOutcome.Unknown(e);
    }
  }

  CreateOutcome createExclusive(Location location, MemoryObject object) {
    return bucket(location).putIfAbsent(location.key(), object)
        ? new CreateOutcome.Created(object.etag())
        : new CreateOutcome.Exists();
  }

  @Override
  public void overwrite(NewObject object) {
    put(object.location(), objectOf(object.body(), object.metadata()));
  }

  void put(Location location, MemoryObject object) {
    bucket(location).put(location.key(), object);
  }

  @Override
  public String copyWithin(
      Location source, String etag, Location target, Map<String, String> metadata) {
    byte[] bytes = inState(source, etag).bytes();
    MemoryObject copy = objectOf(bytes, md5(bytes), metadata);
    bucket(target).put(target.key(), copy);
    return copy.etag();
  }

  @Override
  public MultipartUpload beginUpload(Location target, Map<String, String> metadata) {
    return new MemoryUpload(this, target, Map.copyOf(metadata));
  }

  @Override
  public void delete(Location location) {
    bucket(location).remove(location.key());
  }

  /** Leaves the buckets as they are. */
  @Override
  public void close() {}

  private Optional<MemoryObject> find(Location location) {
    return bucket(location).find(location.key());
  }

  private KeyIndex<MemoryObject> bucket(Location location) {
    return buckets.bucket(location.bucket());
  }

  private MemoryObject objectOf(ObjectBody body, Map<String, String> metadata) {
    return objectOf(bytesOf(body), body.md5(), metadata);
  }

  MemoryObject objectOf(byte[] bytes, String etag, Map<String, String> metadata) {
    return new MemoryObject(bytes, new ObjectAttributes(bytes.length, etag, time.now(), metadata));
  }

  /** Takes the bytes in, and checks them as an S3 store checks {@code Content-MD5}. */
  static byte[] bytesOf(ObjectBody body) {
    try (InputStream stream = body.open()) {
      byte[] bytes = stream.readAllBytes();
      if (bytes.length != body.length() || !md5(bytes).equals(body.md5())) {
        throw new StoreException(TRANSIENT, "the body is not what its length and MD5 say");
      }
      return bytes;
    } catch (IOException e) {
      throw new StoreException(TRANSIENT, "reading a body failed", e);
    }
  }

  static String md5(byte[] bytes) {
    return HexFormat.of().formatHex(Digests.md5().digest(bytes));
  }
}
