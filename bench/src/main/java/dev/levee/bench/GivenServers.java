package dev.levee.bench;

import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectStore;
import java.util.OptionalDouble;

/**
 * Buckets that were there before. What lies below the benchmark's prefix is removed at the end.
 *
 * @param prefix of all keys that the benchmark writes, in either bucket
 */
public record GivenServers(Bucket primary, Bucket secondary, String prefix) implements Servers {
  @Override
  public OptionalDouble cpuSeconds() {
    return OptionalDouble.empty();
  }

  @Override
  public void close() {
    remove(primary);
    remove(secondary);
  }

  private void remove(Bucket bucket) {
    try (ObjectStore store = bucket.open()) {
      Listing listing = new Listing(store, ListRequest.everythingBelow(bucket.at(prefix)));
      listing.forEachRemaining(entry -> store.delete(entry.location()));
    }
  }
}
