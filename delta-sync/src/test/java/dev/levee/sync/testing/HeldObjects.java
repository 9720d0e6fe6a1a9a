package dev.levee.sync.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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

  private static final class Held {
    private final Location location;
    private final byte[] bytes;
    private final ObjectAttributes attributes;

    Held(Location location, byte[] bytes) {
      this.location = location;
      this.bytes = bytes;
      this.attributes =
          new ObjectAttributes(bytes.length, ObjectBody.of(bytes).md5(), WRITTEN, Map.of());
    }
  }

  private final NavigableMap<String, Held> objects = new TreeMap<>();

  /** A store with one of Spark's tables in it. */
  public static HeldObjects withTable(String name, Location root) {
    HeldObjects store = new HeldObjects();
    SparkTables.copy(name, store, root);
    return store;
  }

  /** Puts an object, whatever was there. */
  public HeldObjects put(Location location, byte[] bytes) {
    objects.put(inOrder(location.toString()), new Held(location, bytes));
    return this;
  }

  /** A text that sorts as the UTF-8 bytes of another one do. */
  private static String inOrder(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private Optional<Held> held(Location location) {
    return Optional.ofNullable(objects.get(inOrder(location.toString())));
  }

  @Override
  public StoreTraits traits() {
    return new StoreTraits("held", false, true, 0);
  }

  @Override
  public ListPage list(ListRequest request) {
    String prefix = request.prefix().toString();
    String bucket = prefix.substring(0, prefix.length() - request.prefix().key().length());
    String after =
        request.continuation().or(request::startAfter).map(key -> bucket + key).orElse("");
    String from = after.compareTo(prefix) > 0 ? after : prefix;
    List<ObjectEntry> page = new ArrayList<>();
    for (Held held : objects.tailMap(inOrder(from), !from.equals(after)).values()) {
      Optional<String> name = held.location.relativeTo(request.prefix());
      if (name.isEmpty()) {
        break;
      }
      if (page.size() == PAGE) {
        return new ListPage(page, List.of(), Optional.of(page.get(PAGE - 1).location().key()));
      }
      if (request.recursive() || !name.get().contains("/")) {
        page.add(new ObjectEntry(held.location, held.attributes));
      }
    }
    return new ListPage(page, List.of(), Optional.empty());
  }

  @Override
  public Optional<ObjectAttributes> head(Location location) {
    return held(location).map(held -> held.attributes);
  }

  @Override
  public Optional<ObjectContent> open(Location location) {
    return held(location)
        .map(held -> new ObjectContent(held.attributes, new ByteArrayInputStream(held.bytes)));
  }

  @Override
  public byte[] readRange(Location location, ByteRange range, String etag) {
    Held held =
        held(location)
            .orElseThrow(
                () ->
                    new StoreException(StoreException.Kind.NOT_FOUND, location + " is not there"));
    if (!held.attributes.etag().equals(etag)) {
      throw new StoreException(StoreException.Kind.CHANGED, location + " has changed");
    }
    int from = Math.toIntExact(range.offset());
    return Arrays.copyOfRange(held.bytes, from, from + range.length());
  }

  @Override
  public CreateOutcome createExclusive(NewObject object) {
    if (held(object.location()).isPresent()) {
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
    objects.remove(inOrder(location.toString()));
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
}
