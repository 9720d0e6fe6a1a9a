package dev.levee.sync.catalog.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.Column;
import dev.levee.sync.catalog.ColumnTypes;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.change.CatalogLocation;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.TableMetadata;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Delta tables as their logs describe them. */
final class LoggedTables {
  private static final String DELTA_PROPERTY = "delta.";

  private final ObjectStore store;
  private final KernelSnapshots snapshots;
  private final Map<Location, Known> known = new ConcurrentHashMap<>();

  private record Known(long version, TableMetadata metadata) {}

  LoggedTables(ObjectStore store) {
    this.store = store;
    this.snapshots = new KernelSnapshots(store);
  }

  /**
   * The table with this root; empty when its log has no commit. One whose log cannot be understood
   * has no columns: it is a table all the same.
   */
  Optional<Table> table(AssetName name, Location root) {
    Known last = known.get(root);
    OptionalLong newest =
        LogListing.readFrom(store, root, last == null ? 0 : last.version()).newestCommit();
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    if (last == null || last.version() != newest.getAsLong()) {
      last = read(root, newest.getAsLong());
    }
    List<Column> columns = last == null ? List.of() : columns(last.metadata());
    Map<String, String> properties = new TreeMap<>();
    if (last != null) {
      properties.putAll(last.metadata().configuration());
      properties.keySet().removeIf(key -> key.startsWith(DELTA_PROPERTY));
    }
    return Optional.of(
        new Table(
            name,
            Details.NONE.withProperties(properties),
            Table.EXTERNAL,
            Table.DELTA,
            CatalogLocation.text(root),
            columns));
  }

  private Known read(Location root, long version) {
    try {
      Known read = new Known(version, snapshots.metadata(root, version));
      known.put(root, read);
      return read;
    } catch (SnapshotException e) {
      return known.get(root);
    }
  }

  private static List<Column> columns(TableMetadata metadata) {
    List<Column> columns = new ArrayList<>();
    if (!metadata.schemaString().isEmpty()) {
      for (JsonNode field : CanonicalJson.parse(metadata.schemaString()).path("fields")) {
        columns.add(column(field, metadata.partitionColumns()));
      }
    }
    return columns;
  }

  private static Column column(JsonNode field, List<String> partitionColumns) {
    String name = field.path("name").asText();
    ObjectNode metadata = CanonicalJson.object();
    if (field.path("metadata") instanceof ObjectNode given) {
      metadata.setAll(given);
    }
    JsonNode comment = metadata.remove("comment");
    int partition = partitionColumns.indexOf(name);
    return new Column(
        name,
        CanonicalJson.of(field.path("type")),
        CanonicalJson.of(metadata),
        field.path("nullable").asBoolean(true),
        comment == null ? "" : comment.asText(),
        partition < 0 ? OptionalInt.empty() : OptionalInt.of(partition),
        ColumnTypes.sql(field.path("type")),
        ColumnTypes.name(field.path("type")).orElse(""));
  }
}
