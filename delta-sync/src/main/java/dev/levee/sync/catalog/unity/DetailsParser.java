package dev.levee.sync.catalog.unity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.Details;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Maps what all assets may have. Fields that nobody here knows are kept as canonical JSON, but for
 * what a server makes up by itself and for what means the same as leaving it out.
 */
final class DetailsParser {
  private static final Set<String> COMMON =
      Set.of("name", "catalog_name", "schema_name", "comment", "owner", "properties");

  /** Identifiers, times, and what follows from other fields. */
  private static final Set<String> SERVER_MADE =
      Set.of(
          "id",
          "catalog_id",
          "schema_id",
          "table_id",
          "volume_id",
          "function_id",
          "credential_id",
          "metastore_id",
          "data_access_configuration_id",
          "full_name",
          "created_at",
          "created_by",
          "updated_at",
          "updated_by",
          "deleted_at",
          "browse_only",
          "securable_type",
          "storage_credential_name",
          "delta_runtime_properties_kvpairs",
          "provisioning_info",
          "generation");

  /** Values that mean the same as none: what a server does that does not know the field. */
  private static final Map<String, Set<String>> DEFAULTS =
      Map.of(
          "isolation_mode", Set.of("OPEN", "ISOLATION_MODE_OPEN"),
          "catalog_type", Set.of("MANAGED_CATALOG"),
          "enable_predictive_optimization", Set.of("INHERIT"),
          "purpose", Set.of("STORAGE"));

  /** What the Delta log says itself, some of it anew with each commit, and server's identifiers. */
  private static final Set<String> LOG_PROPERTIES =
      Set.of(
          "delta.minReaderVersion",
          "delta.minWriterVersion",
          "delta.lastUpdateVersion",
          "delta.lastCommitTimestamp",
          "io.unitycatalog.tableId",
          "ucTableId");

  private static final String LOG_FEATURES = "delta.feature.";

  private DetailsParser() {}

  /**
   * The details of an asset.
   *
   * @param known the fields that are mapped elsewhere
   */
  static Details details(JsonNode asset, Set<String> known) {
    TreeMap<String, String> other = new TreeMap<>();
    asset
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              if (!known.contains(name) && isOther(name, field.getValue())) {
                other.put(name, CanonicalJson.of(field.getValue()));
              }
            });
    return new Details(
        asset.path("comment").asText(""),
        asset.path("owner").asText(""),
        properties(asset.path("properties")),
        other);
  }

  /** A map of texts; a function has it as the text of a JSON object. */
  static Map<String, String> properties(JsonNode properties) {
    TreeMap<String, String> map = new TreeMap<>();
    if (properties.isTextual() && !properties.asText().isBlank()) {
      return functionProperties(properties.asText());
    }
    properties
        .properties()
        .forEach(
            property -> {
              if (!property.getValue().isNull()) {
                map.put(property.getKey(), property.getValue().asText());
              }
            });
    return map;
  }

  /** Whether a table's property is none of the user's: the Delta log or the server makes it. */
  static boolean isMadeByLog(String property) {
    return LOG_PROPERTIES.contains(property) || property.startsWith(LOG_FEATURES);
  }

  /** Whether a server makes such a field up by itself. */
  static boolean isServerMade(String field) {
    return SERVER_MADE.contains(field) || field.startsWith("effective_");
  }

  private static Map<String, String> functionProperties(String text) {
    try {
      JsonNode parsed = CanonicalJson.parse(text);
      return parsed.isObject() ? properties(parsed) : Map.of("properties", text);
    } catch (IllegalArgumentException e) {
      return Map.of("properties", text);
    }
  }

  private static boolean isOther(String name, JsonNode value) {
    if (COMMON.contains(name) || isServerMade(name) || CanonicalJson.of(value).isEmpty()) {
      return false;
    }
    if (value.isBoolean() && !value.asBoolean()) {
      return false;
    }
    if (name.equals("securable_kind")) {
      return value.asText().contains("FOREIGN");
    }
    return !DEFAULTS.getOrDefault(name, Set.of()).contains(value.asText());
  }
}
