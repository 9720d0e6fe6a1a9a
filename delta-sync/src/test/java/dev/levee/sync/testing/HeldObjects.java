package dev.levee.sync.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreTraits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Objects held in memory, listed in pages of a few, so that what reads a log meets every boundary.
 * Only what reading a log and writing small files needs.
 */
public class HeldObjects implements ObjectStore {
  private static final int PAGE = 7;
  private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");

  private final NavigableMap<Location, byte[]> objects =
      new TreeMap<>(
          Comparator.comparing(
              location -> location.toString().getBytes(UTF_8), Arrays::compareUnsigned));

  /** A store with one of Spark's tables in it. */
  public static HeldObjects withTable(String name, Location root) {
    HeldObjects store = new HeldObjects();
    SparkTables.copy(name, store, root);
    return store;
  }

  /** Puts an object, whatever was there. */
  public HeldObjects put(Location location, byte[] bytes) {
    objects.put(location, bytes);
    return this;
  }

  @Override
  public StoreTraits traits() {
    return new StoreTraits("held", false, true, 0);
  }

  @Override
  public ListPage list(ListRequest request) {
    String from = request.continuation().or(request::startAfter).orElse("");
    List<ObjectEntry> page = new ArrayList<>();
    Optional<String> last = Optional.empty();
    for (Map.Entry<Location, byte[]> object : objects.entrySet()) {
      Optional<String> name = object.getKey().relativeTo(request.prefix());
      if (name.isEmpty() || !isAfter(object.getKey().key(), from)) {
        continue;
      }
      if (page.size() == PAGE) {
        return new ListPage(page, List.of(), last);
      }
      if (request.recursive() || !name.get().contains("/")) {
        page.add(new ObjectEntry(object.getKey(), attributes(object.getValue())));
        last = Optional.of(object.getKey().key());
      }
    }
    return new ListPage(page, List.of(), Optional.empty());
  }

  private static boolean isAfter(String key, String from) {
    return Arrays.compareUnsigned(key.getBytes(UTF_8), from.getBytes(UTF_8)) > 0;
  }

  @Override
  public Optional<ObjectAttributes> head(Location location) {
    return Optional.ofNullable(objects.get(location)).map(HeldObjects::attributes);
  }

  @Override
  public Optional<ObjectContent> open(Location location) {
    return Optional.ofNullable(objects.get(location))
        .map(bytes -> new ObjectContent(attributes(bytes), new ByteArrayInputStream(bytes)));
  }

  @Override
  public byte[] readRange(Location location, ByteRange range, String etag) {
    byte[] bytes = objects.get(location);
    if (bytes == null) {
      throw new StoreException(StoreException.Kind.NOT_FOUND, location + " is not there");
    }
    if (!attributes(bytes).etag().equals(etag)) {
      throw new StoreException(StoreException.Kind.CHANGED, location + " has changed");
    }
    int from = Math.toIntExact(range.offset());
    return Arrays.copyOfRange(bytes, from, from + range.length());
  }

  @Override
  public CreateOutcome createExclusive(NewObject object) {
    if (objects.containsKey(object.location())) {
      return new CreateOutcome.Exists();
    }
    overwrite(object);
    return new CreateOutcome.Created(object.body().md5());
  }

  @Override
  public void overwrite(NewObject object) {
    try (InputStream body = object.body().open()) {
      put(object.location(), body.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete(Location location) {
    objects.remove(location);
  }

  @Override
  public String copyWithin(
      Location source, String etag, Location target, Map<String, String> metadata) {
    throw new StoreException(StoreException.Kind.UNSUPPORTED, "copies");
  }

  @Override
  public MultipartUpload beginUpload(Location target, Map<String, String> metadata) {
    throw new StoreException(StoreException.Kind.UNSUPPORTED, "uploads in parts");
  }

  @Override
  public void close() {}

  private static ObjectAttributes attributes(byte[] bytes) {
    String etag = ObjectBody.of(bytes).md5();
    return new ObjectAttributes(bytes.length, etag, WRITTEN, Map.of());
  }
}
