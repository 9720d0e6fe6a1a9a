package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/** Tables and views. What was created here is never changed here: there is no PATCH. */
final class Tables {
  static final String TABLE_ID_PROPERTY = "io.unitycatalog.tableId";

  private static final Set<String> FORMATS =
      Set.of("DELTA", "CSV", "JSON", "AVRO", "PARQUET", "ORC", "TEXT");

  private final Securables securables;
  private final LocationRules locations;
  private final StagingTables staging;

  Tables(Securables securables, StagingTables staging) {
    this.securables = securables;
    this.staging = staging;
    locations = new LocationRules(securables);
  }

  Answer create(Call call) {
    Securable schema = securables.schemaOf(call);
    String type = call.required("table_type");
    Securable table =
        type.equals("MANAGED")
            ? staging.finished(call, schema)
            : securables.drafted(call, SecurableKind.TABLE, schema);
    String format = call.text("data_source_format").orElse(null);
    if (format != null && !FORMATS.contains(format)) {
      throw Refused.invalid("Unknown data_source_format: " + format);
    }
    ObjectNode attributes = table.attributes();
    attributes.put("table_type", type).put("data_source_format", format);
    boolean delta = "DELTA".equals(format);
    attributes.set("columns", Columns.stored(call.value("columns"), delta));
    switch (type) {
      case "EXTERNAL" -> setLocation(call, table);
      case "MANAGED" -> {}
      case "VIEW", "METRIC_VIEW" -> setDefinition(call, table);
      case "MATERIALIZED_VIEW", "STREAMING_TABLE" ->
          throw Refused.invalid("Table type " + type + " is not supported yet");
      default -> throw Refused.invalid("Unknown table_type: " + type);
    }
    Securables.setComment(call, table, ColumnLimits.COMMENT);
    Securables.setProperties(call, table);
    securables.store(call, table);
    staging.forget(table);
    return Answer.json(table.info());
  }

  private void setLocation(Call call, Securable table) {
    String location =
        call.text("storage_location")
            .orElseThrow(() -> Refused.internal("NullPointerException: storage_location"));
    String stored = StorageLocations.external(location);
    locations.check(call.user(), stored, "CREATE EXTERNAL TABLE");
    table.attributes().put("storage_location", stored);
    ColumnLimits.check(table.attributes().get("storage_location"), ColumnLimits.LOCATION);
  }

  /** The text is not looked at; what it is said to need has to be there. */
  private void setDefinition(Call call, Securable view) {
    view.attributes().put("view_definition", call.required("view_definition"));
    JsonNode dependencies = call.value("view_dependencies");
    for (JsonNode dependency : dependencies.path("dependencies")) {
      existing(SecurableKind.TABLE, dependency.at("/table/table_full_name"));
      existing(SecurableKind.FUNCTION, dependency.at("/function/function_full_name"));
    }
    if (dependencies.isObject()) {
      view.attributes().set("view_dependencies", dependencies.deepCopy());
    }
  }

  private void existing(SecurableKind kind, JsonNode fullName) {
    if (fullName.isTextual()) {
      securables.existing(kind, fullName.textValue());
    }
  }

  Answer read(Call call) {
    return securables.read(call, SecurableKind.TABLE, info -> info);
  }

  Answer list(Call call) {
    Securable schema = securables.schemaInQuery(call);
    return securables.list(
        call,
        SecurableKind.TABLE,
        schema,
        info -> {
          Optional.of("columns").filter(f -> call.isSet("omit_columns")).ifPresent(info::putArray);
          Optional.of("properties")
              .filter(f -> call.isSet("omit_properties"))
              .ifPresent(info::putObject);
          return info;
        });
  }
}
