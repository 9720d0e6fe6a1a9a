package dev.levee.sync.catalog.durable;

import dev.levee.sync.catalog.Catalog;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.ExternalLocation;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.ReplicaEntry;
import dev.levee.sync.catalog.Schema;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.Volume;
import dev.levee.sync.store.hadoop.table.TableColumns;
import dev.levee.sync.store.hadoop.table.TableColumns.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Assets as rows of the table {@code objects}. The column {@code document} has all of an asset but
 * its grants; the others are for people's queries.
 */
final class ObjectRows {
  private static final String DOCUMENT = "document";

  static final TableColumns COLUMNS =
      new TableColumns(
          List.of(
              Column.string(NameFields.KIND),
              Column.string("full_name"),
              Column.string(NameFields.CATALOG),
              Column.string(NameFields.SCHEMA),
              Column.string(NameFields.NAME),
              Column.string("comment"),
              Column.string("owner"),
              Column.string("storage_location"),
              Column.string("replica_location"),
              Column.string("registration"),
              new Column("dropped_at", TableColumns.Type.TIMESTAMP),
              Column.string("server_id"),
              Column.string(DOCUMENT)),
          List.of(NameFields.CATALOG, NameFields.SCHEMA));

  private ObjectRows() {}

  static Map<String, Object> row(ReplicaEntry entry, String primary, ReplicaLocations locations) {
    CatalogAsset asset = entry.entry().asset();
    Map<String, Object> row = new HashMap<>();
    row.put(NameFields.KIND, asset.kind().name());
    row.put("full_name", asset.name().toString());
    row.put(NameFields.NAME, asset.name().last());
    put(row, "comment", asset.details().comment());
    put(row, "owner", asset.details().owner());
    String location = location(asset);
    put(row, "storage_location", location);
    if (!location.isEmpty()) {
      put(row, "replica_location", locations.inSecondary(primary, location).orElse(""));
    }
    row.put("registration", entry.registration().name());
    entry.droppedAt().ifPresent(time -> row.put("dropped_at", time));
    put(row, "server_id", entry.entry().serverId());
    row.put(DOCUMENT, AssetCodec.write(withoutGrants(entry)));
    return row;
  }

  private static void put(Map<String, Object> row, String column, String text) {
    if (!text.isEmpty()) {
      row.put(column, text);
    }
  }

  /** Where the asset's files lie, or those of managed assets below it; empty for none. */
  private static String location(CatalogAsset asset) {
    return switch (asset.kind()) {
      case EXTERNAL_LOCATION -> ((ExternalLocation) asset).url();
      case CATALOG -> ((Catalog) asset).storageRoot();
      case SCHEMA -> ((Schema) asset).storageRoot();
      case TABLE -> ((Table) asset).location();
      case VOLUME -> ((Volume) asset).location();
      case CREDENTIAL, FUNCTION, REGISTERED_MODEL, VIEW -> "";
    };
  }

  static ReplicaEntry withoutGrants(ReplicaEntry entry) {
    return withGrants(entry, Grants.NONE);
  }

  static ReplicaEntry withGrants(ReplicaEntry entry, Grants grants) {
    return new ReplicaEntry(entry.entry().with(grants), entry.registration(), entry.droppedAt());
  }

  static List<ReplicaEntry> entries(List<Map<String, Object>> rows) {
    return rows.stream()
        .map(row -> AssetCodec.replicaEntry((String) row.getOrDefault(DOCUMENT, "")))
        .toList();
  }
}
