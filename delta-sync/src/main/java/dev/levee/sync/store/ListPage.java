package dev.levee.sync.store;

import dev.levee.sync.model.Location;
import java.util.List;
import java.util.Optional;

/**
 * One page of a listing.
 *
 * @param objects in key order
 * @param prefixes the prefixes of the next level, when the listing is of one level
 * @param continuation where the next page begins; empty on the last page
 */
public record ListPage(
    List<ObjectEntry> objects, List<Location> prefixes, Optional<String> continuation) {
  /** Copies the lists. */
  public ListPage {
    objects = List.copyOf(objects);
    prefixes = List.copyOf(prefixes);
  }
}
