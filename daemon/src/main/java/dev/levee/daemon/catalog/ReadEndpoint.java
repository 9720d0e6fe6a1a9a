package dev.levee.daemon.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.unity.AssetWriter;
import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.model.Time;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * Durable catalog replicas over Unity Catalog's REST paths, read-only: catalogs, schemas, tables
 * with views, volumes and functions, each listed and by name. An answer is as old as the replica.
 * All tables and volumes are external, at the locations of the region in whose store the replica
 * lies. Grants are not enforced: who may ask is decided before. No credentials are handed out.
 */
public final class ReadEndpoint {
  /** What all of its paths begin with. */
  public static final String PREFIX = "/api/2.1/unity-catalog";

  private static final Set<String> READS = Set.of("GET", "HEAD");

  private static final Map<String, AssetKind> COLLECTIONS =
      Map.of(
          "catalogs", AssetKind.CATALOG,
          "schemas", AssetKind.SCHEMA,
          "tables", AssetKind.TABLE,
          "volumes", AssetKind.VOLUME,
          "functions", AssetKind.FUNCTION);

  private final List<GroupReplica> replicas;

  private ReadEndpoint(List<GroupReplica> replicas) {
    this.replicas = replicas;
  }

  /**
   * The replicas of groups, as one metastore. Of two assets with one name the first group's is
   * served.
   *
   * @param executor reads replicas; a region that is gone can keep one of its threads for long
   */
  public static ReadEndpoint of(List<GroupControl> groups, Executor executor, Time time) {
    return new ReadEndpoint(
        groups.stream()
            .flatMap(
                group ->
                    group.spec().catalog().stream()
                        .map(catalogs -> new GroupReplica(group, catalogs, executor, time)))
            .toList());
  }

  /**
   * Answers a request; blocks while a replica is read.
   *
   * @param method the HTTP method
   * @param path the elements after {@link #PREFIX}, decoded
   */
  public CatalogAnswer answer(String method, List<String> path, CatalogQuery query) {
    try {
      if (!READS.contains(method)) {
        throw new RefusedRead(
            405,
            "METHOD_NOT_ALLOWED",
            "this is the read-only replica of a catalog: write to the primary region's catalog"
                + " server, or fail over to a region that has one, or rebuild one from the replica");
      }
      return CatalogAnswer.ok(read(path, query));
    } catch (RefusedRead e) {
      return e.answer();
    } catch (CatalogException e) {
      return CatalogAnswer.error(
          503, "TEMPORARILY_UNAVAILABLE", "the catalog replica cannot be read: " + e.getMessage());
    }
  }

  /** Whether the path is one of those that are served. */
  public static boolean serves(List<String> path) {
    return !path.isEmpty() && path.size() <= 2 && COLLECTIONS.containsKey(path.get(0));
  }

  private ObjectNode read(List<String> path, CatalogQuery query) {
    if (!serves(path)) {
      throw new RefusedRead(
          404,
          "ENDPOINT_NOT_FOUND",
          "the catalog replica answers for catalogs, schemas, tables, volumes and functions only");
    }
    List<ServedCatalog> served =
        replicas.stream().map(GroupReplica::now).flatMap(Optional::stream).toList();
    AssetKind kind = COLLECTIONS.get(path.get(0));
    return path.size() == 1
        ? page(path.get(0), listed(kind, query, served), query)
        : shown(existing(kind, path.get(1), served), query);
  }

  private static NavigableMap<String, CatalogEntry> listed(
      AssetKind kind, CatalogQuery query, List<ServedCatalog> served) {
    Optional<AssetName> parent = parent(kind, query, served);
    TreeMap<String, CatalogEntry> rows = new TreeMap<>();
    for (ServedCatalog catalog : served) {
      catalog.below(kind, parent).forEach(rows::putIfAbsent);
      if (kind == AssetKind.TABLE) {
        catalog.below(AssetKind.VIEW, parent).forEach(rows::putIfAbsent);
      }
    }
    return rows;
  }

  private static Optional<AssetName> parent(
      AssetKind kind, CatalogQuery query, List<ServedCatalog> served) {
    return switch (kind.nameParts()) {
      case 1 -> Optional.empty();
      case 2 ->
          Optional.of(
              existing(AssetKind.CATALOG, query.text("catalog_name"), served).asset().name());
      default ->
          Optional.of(
              existing(
                      AssetKind.SCHEMA,
                      query.text("catalog_name") + "." + query.text("schema_name"),
                      served)
                  .asset()
                  .name());
    };
  }

  private static CatalogEntry existing(
      AssetKind kind, String fullName, List<ServedCatalog> served) {
    String[] parts = fullName.split("\\.", -1);
    boolean isName = parts.length == kind.nameParts() && !Arrays.asList(parts).contains("");
    Optional<CatalogEntry> found =
        isName ? find(AssetId.of(kind, parts), served) : Optional.empty();
    if (found.isEmpty() && isName && kind == AssetKind.TABLE) {
      found = find(AssetId.of(AssetKind.VIEW, parts), served);
    }
    return found.orElseThrow(
        () ->
            new RefusedRead(
                404, notFound(kind), "%s not found: %s".formatted(title(kind), fullName)));
  }

  private static Optional<CatalogEntry> find(AssetId id, List<ServedCatalog> served) {
    return served.stream().flatMap(catalog -> catalog.find(id).stream()).findFirst();
  }

  /** Volumes and functions have no code of their own on the server. */
  private static String notFound(AssetKind kind) {
    return kind == AssetKind.VOLUME || kind == AssetKind.FUNCTION
        ? "NOT_FOUND"
        : kind.name() + "_NOT_FOUND";
  }

  private static String title(AssetKind kind) {
    return kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
  }

  /** The token is the page's last name; a full page has one even where nothing follows. */
  private static ObjectNode page(
      String collection, NavigableMap<String, CatalogEntry> rows, CatalogQuery query) {
    int size = query.pageSize();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray(collection);
    String last = null;
    for (Map.Entry<String, CatalogEntry> row : rows.tailMap(query.pageToken(), false).entrySet()) {
      list.add(shown(row.getValue(), query));
      last = row.getKey();
      if (list.size() == size) {
        break;
      }
    }
    answer.put("next_page_token", list.size() == size ? last : null);
    return answer;
  }

  private static ObjectNode shown(CatalogEntry entry, CatalogQuery query) {
    ObjectNode shown = AssetWriter.answer(entry);
    if (query.flag("omit_columns")) {
      shown.remove("columns");
    }
    if (query.flag("omit_properties")) {
      shown.remove("properties");
    }
    return shown;
  }
}
