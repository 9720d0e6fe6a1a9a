package dev.levee.sync.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What a run of the contract brings along, and what its tests share. */
interface StoreUnderTest {
  ObjectStore store();

  /** An empty prefix of the test's own. */
  Location root();

  /** How many keys a page of a listing has at most. */
  int pageSize();

  /** Whether user metadata can be read back. */
  boolean keepsMetadata();

  /** Whether a key may hold this text. */
  boolean takesKey(String key);

  /** Whether completing an upload in parts is exclusive here. Not every store honours that. */
  boolean completesExclusively();

  default Location at(String key) {
    return root().resolve(key);
  }

  /** Creates an object and returns its ETag. */
  default String create(Location location, byte[] bytes) {
    CreateOutcome outcome = store().createExclusive(NewObject.of(location, bytes));
    assertThat(outcome).isInstanceOf(CreateOutcome.Created.class);
    return ((CreateOutcome.Created) outcome).etag();
  }

  default String create(String key, String text) {
    return create(at(key), text.getBytes(StandardCharsets.UTF_8));
  }

  default byte[] read(Location location) {
    try (ObjectContent content = store().open(location).orElseThrow()) {
      return content.readAll();
    }
  }

  /** The keys that a listing gives, below the test's prefix. */
  default List<String> keys(ListRequest request) {
    List<String> keys = new ArrayList<>();
    for (Listing listing = new Listing(store(), request); listing.hasNext(); ) {
      ObjectEntry entry = listing.next();
      keys.add(entry.location().relativeTo(root()).orElseThrow());
    }
    return keys;
  }

  /** The same bytes for the same seed. */
  static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }
}
