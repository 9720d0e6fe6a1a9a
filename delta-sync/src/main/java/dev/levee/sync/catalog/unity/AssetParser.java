package dev.levee.sync.catalog.unity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.Catalog;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.Credential;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.ExternalLocation;
import dev.levee.sync.catalog.Function;
import dev.levee.sync.catalog.RegisteredModel;
import dev.levee.sync.catalog.Schema;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.View;
import dev.levee.sync.catalog.Volume;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Maps the server's JSON to assets in canonical form. */
final class AssetParser {
  private static final Set<String> VIEWS = Set.of("VIEW", "METRIC_VIEW");

  private static final Set<String> WITH_ROOT = Set.of("storage_root", "storage_location");

  private static final Set<String> OF_TABLES =
      Set.of("table_type", "data_source_format", "storage_location", "columns");

  private static final Set<String> OF_VIEWS =
      Set.of(
          "table_type",
          "data_source_format",
          "storage_location",
          "columns",
          "view_definition",
          "view_dependencies");

  private static final Set<String> NO_ROUTINE =
      Set.of("name", "catalog_name", "schema_name", "comment", "owner", "properties");

  private static final Set<String> IDENTITIES =
      Set.of(
          "aws_iam_role",
          "azure_managed_identity",
          "azure_service_principal",
          "databricks_gcp_service_account",
          "cloudflare_api_token");

  private static final List<String> MADE_UP_OR_SECRET =
      List.of(
          "unity_catalog_iam_arn",
          "external_id",
          "credential_id",
          "private_key_id",
          "client_secret",
          "secret_access_key");

  private final Spelling spelling;

  AssetParser(Spelling spelling) {
    this.spelling = spelling;
  }

  /**
   * One asset.
   *
   * @param kind its kind; for tables and views the answer decides, since they share a listing
   */
  CatalogAsset asset(AssetKind kind, JsonNode node) {
    return switch (kind) {
      case CATALOG -> new Catalog(name(node), DetailsParser.details(node, WITH_ROOT), root(node));
      case SCHEMA -> new Schema(name(node), DetailsParser.details(node, WITH_ROOT), root(node));
      case TABLE, VIEW -> VIEWS.contains(type(node)) ? view(node) : table(node);
      case VOLUME -> volume(node);
      case FUNCTION -> function(node);
      case REGISTERED_MODEL ->
          new RegisteredModel(name(node), DetailsParser.details(node, Set.of("storage_location")));
      case EXTERNAL_LOCATION ->
          new ExternalLocation(
              topName(node),
              DetailsParser.details(node, Set.of("url", "credential_name")),
              StorageLocation.canonical(text(node, "url")),
              text(node, "credential_name"));
      case CREDENTIAL ->
          new Credential(topName(node), DetailsParser.details(node, IDENTITIES), identity(node));
    };
  }

  /** The identifier that the server gave it; empty for none. */
  String serverId(AssetKind kind, JsonNode node) {
    return text(node, AssetRoutes.identifier(kind));
  }

  private Table table(JsonNode node) {
    String format = text(node, "data_source_format");
    Details details = withColumnAttributes(DetailsParser.details(node, OF_TABLES), node);
    Map<String, String> properties = new HashMap<>(details.properties());
    properties.keySet().removeIf(DetailsParser::isMadeByLog);
    return new Table(
        name(node),
        details.withProperties(properties),
        type(node),
        format,
        StorageLocation.canonical(text(node, "storage_location")),
        ColumnParser.columns(node));
  }

  private View view(JsonNode node) {
    TreeSet<AssetId> dependencies = new TreeSet<>();
    node.path("view_dependencies")
        .path("dependencies")
        .forEach(dependency -> dependency(dependency).ifPresent(dependencies::add));
    return new View(
        name(node),
        withColumnAttributes(DetailsParser.details(node, OF_VIEWS), node),
        type(node),
        text(node, "view_definition"),
        dependencies,
        ColumnParser.columns(node));
  }

  /** What a view reads; anything else (a connection, a table outside of catalogs) is no asset. */
  private Optional<AssetId> dependency(JsonNode node) {
    String table = text(node.path("table"), "table_full_name");
    AssetKind kind = table.isEmpty() ? AssetKind.FUNCTION : AssetKind.TABLE;
    String name = table.isEmpty() ? text(node.path("function"), "function_full_name") : table;
    String[] parts = name.split("\\.", -1);
    return parts.length == 3 ? Optional.of(spelling.id(AssetId.of(kind, parts))) : Optional.empty();
  }

  private Volume volume(JsonNode node) {
    return new Volume(
        name(node),
        DetailsParser.details(node, Set.of("volume_type", "storage_location")),
        text(node, "volume_type"),
        StorageLocation.canonical(text(node, "storage_location")));
  }

  private Function function(JsonNode node) {
    SortedMap<String, String> routine = new TreeMap<>();
    node.properties()
        .forEach(
            field -> {
              String value = CanonicalJson.of(field.getValue());
              if (!NO_ROUTINE.contains(field.getKey())
                  && !DetailsParser.isServerMade(field.getKey())
                  && !value.isEmpty()) {
                routine.put(field.getKey(), value);
              }
            });
    Details details =
        new Details(
            text(node, "comment"),
            text(node, "owner"),
            DetailsParser.properties(node.path("properties")),
            Map.of());
    return new Function(name(node), details, routine);
  }

  private static String identity(JsonNode node) {
    ObjectNode identity = CanonicalJson.object();
    for (String member : IDENTITIES) {
      if (node.path(member) instanceof ObjectNode given) {
        identity.set(member, given.deepCopy().remove(MADE_UP_OR_SECRET));
      }
    }
    return CanonicalJson.of(identity);
  }

  private static Details withColumnAttributes(Details details, JsonNode table) {
    SortedMap<String, String> other = new TreeMap<>(details.other());
    other.putAll(ColumnParser.otherAttributes(table));
    return details.withOther(other);
  }

  private AssetName name(JsonNode node) {
    String[] parts =
        List.of("catalog_name", "schema_name", "name").stream()
            .map(member -> text(node, member))
            .filter(part -> !part.isEmpty())
            .toArray(String[]::new);
    return spelling.name(AssetName.of(parts));
  }

  private AssetName topName(JsonNode node) {
    return spelling.name(AssetName.of(text(node, "name")));
  }

  private static String root(JsonNode node) {
    return StorageLocation.canonical(text(node, "storage_root"));
  }

  private static String type(JsonNode node) {
    return text(node, "table_type");
  }

  private static String text(JsonNode node, String member) {
    return node.path(member).asText("");
  }
}
