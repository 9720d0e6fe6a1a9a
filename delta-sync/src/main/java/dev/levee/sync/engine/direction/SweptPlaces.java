package dev.levee.sync.engine.direction;

import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.engine.control.Daemon;
import dev.levee.sync.engine.control.DeletePermission;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What {@link ReplicaDeletes} may touch in a direction, and what speaks against it. */
final class SweptPlaces {
  private final Route route;
  private final Collection<TableEntry> tables;
  private final Collection<MirrorEntry> mirrors;

  /** The places of these tables and mirrors, whose numbers may grow. */
  SweptPlaces(Route route, Collection<TableEntry> tables, Collection<MirrorEntry> mirrors) {
    this.route = route;
    this.tables = tables;
    this.mirrors = mirrors;
  }

  /** The tables and mirrors that deletes follow for. */
  Stream<SweptEntry> all() {
    return Stream.concat(
        tables.stream().flatMap(table -> table.swept().stream()),
        mirrors.stream().flatMap(mirror -> mirror.swept().stream()));
  }

  /**
   * Why files of one table may be named by another one, so that none of them may go; empty when
   * that cannot be. The one place that decides whether deletes are safe in this respect: known of
   * every table that has been caught up once.
   */
  Optional<String> sharedFiles() {
    Optional<String> unseen =
        route.spec().mappings().all().stream()
            .filter(mapping -> Set.copyOf(mapping.prefixByRegion().values()).size() == 1)
            .map(
                mapping ->
                    "the prefixes of mapping '%s' are equal in both regions, so absolute paths do not show"
                        .formatted(mapping.name()))
            .findFirst();
    return tables.stream()
        .filter(TableEntry::hasAbsolutePaths)
        .map(table -> "table %s names files by absolute paths".formatted(table.id()))
        .findFirst()
        .or(() -> unseen);
  }

  /** Whether commits of a table that lost a fork are kept in a region; blocks. */
  boolean isInQuarantine(TableId table) {
    TableRoots roots = route.roots(table);
    return isInQuarantine(route.primary(), roots.source())
        || isInQuarantine(route.secondary(), roots.target());
  }

  private boolean isInQuarantine(RegionSpec region, Location root) {
    Location folder = ControlFolder.of(region, route.spec().name()).quarantine(root);
    return new Listing(region.store(), ListRequest.everythingBelow(folder)).hasNext();
  }

  DeletePermission permission(Daemon with) {
    return new DeletePermission(route.spec(), route.primary(), with);
  }

  void removeFromSecondary(Location location) {
    route.secondary().store().delete(location);
  }
}
