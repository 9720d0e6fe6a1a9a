package dev.levee.sync.store;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.StoreException.Kind;
import java.util.Optional;

/**
 * Two prefixes walked side by side, in the order of their keys, with one page of each in memory.
 * Neither listing is a snapshot: what is written or removed meanwhile may show on either side.
 */
public final class PairedListing {
  private final Side left;
  private final Side right;

  /** What is below the prefix on each side; the primary's is on the left. */
  public PairedListing(PairedPrefix prefix) {
    this.left = new Side(prefix.primary(), prefix.primaryRoot());
    this.right = new Side(prefix.secondary(), prefix.secondaryRoot());
  }

  /** Takes each key once, relative to the prefixes. */
  @FunctionalInterface
  public interface Visitor {
    /** A key with the object of each side that has it; at least one is there. */
    void visit(String key, Optional<ObjectEntry> primary, Optional<ObjectEntry> secondary);
  }

  /**
   * Walks to the end of both.
   *
   * @throws StoreException also when a listing is not in the order of its keys: then nothing can be
   *     said of what is absent
   */
  public void walk(Visitor visitor) {
    left.advance();
    right.advance();
    while (left.entry.isPresent() || right.entry.isPresent()) {
      int order = order();
      Optional<ObjectEntry> here = order <= 0 ? left.entry : Optional.empty();
      Optional<ObjectEntry> there = order >= 0 ? right.entry : Optional.empty();
      visitor.visit(order <= 0 ? left.key : right.key, here, there);
      if (order <= 0) {
        left.advance();
      }
      if (order >= 0) {
        right.advance();
      }
    }
  }

  private int order() {
    if (left.entry.isEmpty() || right.entry.isEmpty()) {
      return left.entry.isPresent() ? -1 : 1;
    }
    return KeyOrder.UTF_8.compare(left.key, right.key);
  }

  private static final class Side {
    private final Location prefix;
    private final Listing listing;
    private Optional<ObjectEntry> entry = Optional.empty();
    private String key = "";

    Side(ObjectStore store, Location prefix) {
      this.prefix = prefix.asPrefix();
      this.listing = new Listing(store, ListRequest.everythingBelow(prefix));
    }

    void advance() {
      if (!listing.hasNext()) {
        entry = Optional.empty();
        return;
      }
      ObjectEntry next = listing.next();
      String following = next.location().relativeTo(prefix).orElseThrow();
      if (entry.isPresent() && KeyOrder.UTF_8.compare(key, following) >= 0) {
        throw new StoreException(
            Kind.INVALID,
            "the listing of %s has '%s' after '%s'".formatted(prefix, following, key));
      }
      entry = Optional.of(next);
      key = following;
    }
  }
}
