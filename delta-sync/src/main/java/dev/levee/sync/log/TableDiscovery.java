package dev.levee.sync.log;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.ObjectStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Finds every Delta table below a prefix: every folder with a {@code _delta_log/}. Goes down level
 * by level. Within a table only folders are gone into that are not the table's own: no partitions
 * ({@code name=value}), no hidden folders ({@code _…}, {@code .…}), and none of the two characters
 * that Delta puts before files with random prefixes. So the cost depends on the folders, hardly on
 * the files; a nested table below a folder of the table's own is not seen.
 */
public final class TableDiscovery {
  private static final int RANDOM_PREFIX_LENGTH = 2;

  private final ObjectStore store;

  public TableDiscovery(ObjectStore store) {
    this.store = store;
  }

  /** A folder to look into. */
  private record Folder(Location location, boolean withinATable) {}

  /** The roots of the tables, as prefixes; a nested one after the one that it lies in. */
  public List<Location> below(Location prefix) {
    return below(prefix, folder -> false);
  }

  /**
   * The same, where some folders are not looked into.
   *
   * @param passedOver takes folders as prefixes; neither they nor what lies below is in the answer
   */
  public List<Location> below(Location prefix, Predicate<Location> passedOver) {
    List<Location> tables = new ArrayList<>();
    search(prefix, passedOver, tables::add);
    return tables;
  }

  /**
   * The same, where each table is told as soon as a listing shows its log: to go through all of its
   * files takes a request for each thousand.
   */
  public void search(Location prefix, Predicate<Location> passedOver, Consumer<Location> table) {
    Deque<Folder> folders = new ArrayDeque<>();
    folders.add(new Folder(prefix.asPrefix(), false));
    while (!folders.isEmpty()) {
      Folder folder = folders.remove();
      List<Location> inside = prefixes(folder.location(), table);
      boolean within = folder.withinATable() || inside.contains(log(folder.location()));
      inside.stream()
          .filter(next -> !within || !isOwnFolderOfATable(next))
          .filter(passedOver.negate())
          .forEach(next -> folders.add(new Folder(next, within)));
    }
  }

  private static Location log(Location root) {
    return root.resolve(LogListing.LOG_FOLDER);
  }

  private static boolean isOwnFolderOfATable(Location folder) {
    String path = folder.key().substring(0, folder.key().length() - 1);
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.startsWith("_")
        || name.startsWith(".")
        || name.contains("=")
        || name.length() <= RANDOM_PREFIX_LENGTH;
  }

  private List<Location> prefixes(Location folder, Consumer<Location> table) {
    List<Location> found = new ArrayList<>();
    Optional<ListRequest> next = Optional.of(ListRequest.oneLevelBelow(folder));
    while (next.isPresent()) {
      ListRequest request = next.get();
      ListPage page = store.list(request);
      if (page.prefixes().contains(log(folder)) && !found.contains(log(folder))) {
        table.accept(folder);
      }
      found.addAll(page.prefixes());
      next = page.continuation().map(request::continuedAt);
    }
    return found;
  }
}
