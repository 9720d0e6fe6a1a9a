package dev.levee.sync.catalog.unity;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import io.unitycatalog.client.ApiClient;

/** Where each kind of asset lies in the API, and what its answers call it. */
final class AssetRoutes {
  private AssetRoutes() {}

  /** The path of all assets of a kind. */
  static String collection(AssetKind kind) {
    return switch (kind) {
      case CATALOG -> "/catalogs";
      case SCHEMA -> "/schemas";
      case TABLE, VIEW -> "/tables";
      case VOLUME -> "/volumes";
      case FUNCTION -> "/functions";
      case REGISTERED_MODEL -> "/models";
      case EXTERNAL_LOCATION -> "/external-locations";
      case CREDENTIAL -> "/credentials";
    };
  }

  /** The path of one asset. */
  static String asset(AssetId id) {
    return collection(id.kind()) + "/" + ApiClient.urlEncode(id.name().toString());
  }

  /** The path of what was granted on one asset. */
  static String permissions(AssetId id) {
    String securable = id.kind() == AssetKind.VIEW ? "table" : lowerCase(id.kind());
    return "/permissions/" + securable + "/" + ApiClient.urlEncode(id.name().toString());
  }

  /** The path of a table in the Delta API. */
  static String deltaTable(AssetId id) {
    return "/delta/v1/catalogs/%s/schemas/%s/tables/%s"
        .formatted(id.name().parts().stream().map(ApiClient::urlEncode).toArray());
  }

  /** The query that asks for what one catalog or schema holds. */
  static String within(AssetId parent) {
    String catalog = "catalog_name=" + ApiClient.urlEncode(parent.name().first());
    return parent.kind() == AssetKind.CATALOG
        ? catalog
        : catalog + "&schema_name=" + ApiClient.urlEncode(parent.name().last());
  }

  /** The member of a listing's answer that has the assets. */
  static String listed(AssetKind kind) {
    return kind == AssetKind.VIEW ? "tables" : lowerCase(kind) + "s";
  }

  /** The member that has the identifier that the server made. */
  static String identifier(AssetKind kind) {
    return switch (kind) {
      case SCHEMA -> "schema_id";
      case TABLE, VIEW -> "table_id";
      case VOLUME -> "volume_id";
      case FUNCTION -> "function_id";
      case CATALOG, REGISTERED_MODEL, EXTERNAL_LOCATION, CREDENTIAL -> "id";
    };
  }

  private static String lowerCase(AssetKind kind) {
    return switch (kind) {
      case CATALOG -> "catalog";
      case SCHEMA -> "schema";
      case TABLE, VIEW -> "table";
      case VOLUME -> "volume";
      case FUNCTION -> "function";
      case REGISTERED_MODEL -> "registered_model";
      case EXTERNAL_LOCATION -> "external_location";
      case CREDENTIAL -> "credential";
    };
  }
}
