package dev.levee.sync.catalog.standin;

import java.util.List;

/** The kinds of objects that have grants, and what tells them apart on the wire. */
public enum SecurableKind {
  METASTORE("metastore", "", "metastore_id", ErrorCode.NOT_FOUND, List.of("metastore_id")),
  CATALOG(
      "catalog",
      "catalogs",
      "id",
      ErrorCode.CATALOG_ALREADY_EXISTS,
      List.of("name", "comment", "properties", "storage_root", "storage_location")),
  SCHEMA(
      "schema",
      "schemas",
      "schema_id",
      ErrorCode.SCHEMA_ALREADY_EXISTS,
      List.of(
          "name",
          "catalog_name",
          "comment",
          "properties",
          "full_name",
          "storage_root",
          "storage_location")),
  /** Tables and views: one name space. */
  TABLE(
      "table",
      "tables",
      "table_id",
      ErrorCode.TABLE_ALREADY_EXISTS,
      List.of(
          "name",
          "catalog_name",
          "schema_name",
          "table_type",
          "data_source_format",
          "columns",
          "storage_location",
          "comment",
          "properties",
          "view_definition",
          "view_dependencies")),
  VOLUME(
      "volume",
      "volumes",
      "volume_id",
      ErrorCode.RESOURCE_ALREADY_EXISTS,
      List.of(
          "catalog_name",
          "schema_name",
          "name",
          "comment",
          "volume_type",
          "storage_location",
          "full_name")),
  FUNCTION(
      "function",
      "functions",
      "function_id",
      ErrorCode.RESOURCE_ALREADY_EXISTS,
      List.of(
          "name",
          "catalog_name",
          "schema_name",
          "input_params",
          "data_type",
          "full_data_type",
          "return_params",
          "routine_body",
          "routine_definition",
          "routine_dependencies",
          "parameter_style",
          "is_deterministic",
          "sql_data_access",
          "is_null_call",
          "security_type",
          "specific_name",
          "comment",
          "properties",
          "full_name",
          "external_language")),
  REGISTERED_MODEL(
      "registered_model",
      "registered_models",
      "id",
      ErrorCode.RESOURCE_ALREADY_EXISTS,
      List.of("name", "catalog_name", "schema_name", "storage_location", "full_name", "comment")),
  EXTERNAL_LOCATION(
      "external_location",
      "external_locations",
      "id",
      ErrorCode.EXTERNAL_LOCATION_ALREADY_EXISTS,
      List.of("name", "url", "credential_name", "comment", "credential_id")),
  CREDENTIAL(
      "credential",
      "credentials",
      "id",
      ErrorCode.STORAGE_CREDENTIAL_ALREADY_EXISTS,
      List.of("name", "aws_iam_role", "comment", "full_name", "purpose"));

  private static final List<String> RECORDED =
      List.of("owner", "created_at", "created_by", "updated_at", "updated_by");

  private final String type;
  private final String listField;
  private final String idField;
  private final ErrorCode alreadyExists;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of only
  private final List<String> fields;

  SecurableKind(
      String type, String listField, String idField, ErrorCode alreadyExists, List<String> fields) {
    this.type = type;
    this.listField = listField;
    this.idField = idField;
    this.alreadyExists = alreadyExists;
    this.fields = fields;
  }

  /** What permissions call it: {@code external_location}. */
  public String type() {
    return type;
  }

  String listField() {
    return listField;
  }

  String idField() {
    return idField;
  }

  /** The fields of an answer but for the id and who did what when. */
  List<String> fields() {
    return fields;
  }

  static List<String> recorded() {
    return RECORDED;
  }

  ErrorCode alreadyExists() {
    return alreadyExists;
  }

  ErrorCode notFound() {
    return switch (this) {
      case CATALOG -> ErrorCode.CATALOG_NOT_FOUND;
      case SCHEMA -> ErrorCode.SCHEMA_NOT_FOUND;
      case TABLE -> ErrorCode.TABLE_NOT_FOUND;
      case METASTORE, VOLUME, FUNCTION, REGISTERED_MODEL, EXTERNAL_LOCATION, CREDENTIAL ->
          ErrorCode.NOT_FOUND;
    };
  }

  /** What messages call it. */
  String title() {
    return switch (this) {
      case METASTORE -> "Metastore";
      case CATALOG -> "Catalog";
      case SCHEMA -> "Schema";
      case TABLE -> "Table";
      case VOLUME -> "Volume";
      case FUNCTION -> "Function";
      case REGISTERED_MODEL -> "Registered model";
      case EXTERNAL_LOCATION -> "External location";
      case CREDENTIAL -> "Credential";
    };
  }

  /** The kind that contains it. */
  SecurableKind parent() {
    return switch (this) {
      case METASTORE, CATALOG, EXTERNAL_LOCATION, CREDENTIAL -> METASTORE;
      case SCHEMA -> CATALOG;
      case TABLE, VOLUME, FUNCTION, REGISTERED_MODEL -> SCHEMA;
    };
  }
}
