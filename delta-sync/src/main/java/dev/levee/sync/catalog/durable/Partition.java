package dev.levee.sync.catalog.durable;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.ReplicaEntry;
import dev.levee.sync.store.hadoop.table.TableFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one data file holds: the assets of one schema, the schemas of one catalog, or what lies at
 * the top.
 *
 * @param catalog the catalog that holds them; empty at the top
 * @param schema the schema that holds them; empty above schemas
 */
record Partition(String catalog, String schema) {
  static Partition of(AssetId id) {
    List<String> parts = id.name().parts();
    return new Partition(
        parts.size() > 1 ? parts.get(0) : "", parts.size() > 2 ? parts.get(1) : "");
  }

  static Partition of(TableFile file) {
    return new Partition(
        file.partition().getOrDefault(NameFields.CATALOG, ""),
        file.partition().getOrDefault(NameFields.SCHEMA, ""));
  }

  /** A replica's entries, part by part, each in order. */
  static Map<Partition, List<ReplicaEntry>> split(CatalogReplica replica) {
    Map<Partition, List<ReplicaEntry>> parts = new HashMap<>();
    replica
        .entries()
        .values()
        .forEach(
            entry -> parts.computeIfAbsent(of(entry.id()), any -> new ArrayList<>()).add(entry));
    return parts;
  }

  Map<String, String> values() {
    return Map.of(NameFields.CATALOG, catalog, NameFields.SCHEMA, schema);
  }

  /** The asset of a kind with this last part of its name. */
  AssetId asset(AssetKind kind, String name) {
    return new AssetId(
        kind,
        switch (kind.nameParts()) {
          case 1 -> AssetName.of(name);
          case 2 -> AssetName.of(catalog, name);
          default -> AssetName.of(catalog, schema, name);
        });
  }
}
