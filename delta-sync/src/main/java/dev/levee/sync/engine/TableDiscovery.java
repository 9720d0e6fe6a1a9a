package dev.levee.sync.engine;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.ObjectStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Finds every Delta table below a prefix: every folder with a {@code _delta_log/}. Goes down level
 * by level and never into a table, so that its cost depends on the folders above tables and not on
 * their files; a table nested in another one is not seen.
 */
final class TableDiscovery {
  private final ObjectStore store;

  TableDiscovery(ObjectStore store) {
    this.store = store;
  }

  /** The roots of the tables, as prefixes. */
  List<Location> below(Location prefix) {
    List<Location> tables = new ArrayList<>();
    Deque<Location> folders = new ArrayDeque<>();
    folders.add(prefix.asPrefix());
    while (!folders.isEmpty()) {
      Location folder = folders.remove();
      List<Location> inside = prefixes(folder);
      Location log = folder.resolve(LogListing.LOG_FOLDER);
      if (inside.contains(log)) {
        tables.add(folder);
      } else {
        folders.addAll(inside);
      }
    }
    return tables;
  }

  private List<Location> prefixes(Location folder) {
    List<Location> found = new ArrayList<>();
    Optional<ListRequest> next = Optional.of(ListRequest.oneLevelBelow(folder));
    while (next.isPresent()) {
      ListRequest request = next.get();
      ListPage page = store.list(request);
      found.addAll(page.prefixes());
      next = page.continuation().map(request::continuedAt);
    }
    return found;
  }
}
