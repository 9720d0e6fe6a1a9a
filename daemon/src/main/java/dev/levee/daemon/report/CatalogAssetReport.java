package dev.levee.daemon.report;

import dev.levee.sync.catalog.ReplicaEntry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One asset of a durable catalog replica, whole, as scripts read it.
 *
 * @param kind table, view, …
 * @param name its full name
 * @param serverId the identifier that the primary's server gave it; empty for none
 * @param registration how it stands in the secondary's catalog server
 * @param droppedTime since when it is gone from the primary
 * @param locationByRegion where it lies; of regions that no location mapping leads to, nothing
 * @param attributes what it has besides, in canonical text, by name
 * @param grants what each principal was granted on it directly
 */
public record CatalogAssetReport(
    String kind,
    String name,
    String serverId,
    String registration,
    Optional<Instant> droppedTime,
    SortedMap<String, String> locationByRegion,
    SortedMap<String, String> attributes,
    SortedMap<String, List<String>> grants) {

  /** The report of an entry. */
  public static CatalogAssetReport of(ReplicaEntry entry, Map<String, String> locationByRegion) {
    SortedMap<String, List<String>> grants = new TreeMap<>();
    entry
        .entry()
        .grants()
        .byPrincipal()
        .forEach((principal, privileges) -> grants.put(principal, List.copyOf(privileges)));
    SortedMap<String, String> attributes = new TreeMap<>();
    entry
        .entry()
        .asset()
        .attributes()
        .forEach((name, text) -> attributes.put(name.name().toLowerCase(Locale.ROOT), text));
    return new CatalogAssetReport(
        entry.id().kind().name(),
        entry.id().name().toString(),
        entry.entry().serverId(),
        entry.registration().name(),
        entry.droppedAt(),
        new TreeMap<>(locationByRegion),
        attributes,
        grants);
  }
}
