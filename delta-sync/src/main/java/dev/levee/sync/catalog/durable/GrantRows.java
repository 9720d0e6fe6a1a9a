package dev.levee.sync.catalog.durable;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.ReplicaEntry;
import dev.levee.sync.store.hadoop.table.TableColumns;
import dev.levee.sync.store.hadoop.table.TableColumns.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Grants as rows of the table {@code grants}: one for each asset, principal and privilege. */
final class GrantRows {
  private static final String PRINCIPAL = "principal";
  private static final String PRIVILEGE = "privilege";

  static final TableColumns COLUMNS =
      new TableColumns(
          List.of(
              Column.string(NameFields.KIND),
              Column.string("full_name"),
              Column.string(NameFields.CATALOG),
              Column.string(NameFields.SCHEMA),
              Column.string(NameFields.NAME),
              Column.string(PRINCIPAL),
              Column.string(PRIVILEGE)),
          List.of(NameFields.CATALOG, NameFields.SCHEMA));

  private GrantRows() {}

  static List<Map<String, Object>> rows(ReplicaEntry entry) {
    List<Map<String, Object>> rows = new ArrayList<>();
    entry
        .entry()
        .grants()
        .byPrincipal()
        .forEach(
            (principal, privileges) ->
                privileges.forEach(
                    privilege ->
                        rows.add(
                            Map.of(
                                NameFields.KIND,
                                entry.id().kind().name(),
                                "full_name",
                                entry.id().name().toString(),
                                NameFields.NAME,
                                entry.id().name().last(),
                                PRINCIPAL,
                                principal,
                                PRIVILEGE,
                                privilege))));
    return rows;
  }

  static Map<AssetId, Grants> grants(Partition partition, List<Map<String, Object>> rows) {
    Map<AssetId, SortedMap<String, SortedSet<String>>> grants = new HashMap<>();
    for (Map<String, Object> row : rows) {
      AssetId id = partition.asset(kind(row), (String) row.get(NameFields.NAME));
      grants
          .computeIfAbsent(id, any -> new TreeMap<>())
          .computeIfAbsent((String) row.get(PRINCIPAL), any -> new TreeSet<>())
          .add((String) row.get(PRIVILEGE));
    }
    Map<AssetId, Grants> result = new HashMap<>();
    grants.forEach((id, byPrincipal) -> result.put(id, new Grants(byPrincipal)));
    return result;
  }

  private static AssetKind kind(Map<String, Object> row) {
    String name = (String) row.getOrDefault(NameFields.KIND, "");
    for (AssetKind kind : AssetKind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw JsonFields.unreadable("a grant is on an asset of the unknown kind '" + name + "'");
  }
}
