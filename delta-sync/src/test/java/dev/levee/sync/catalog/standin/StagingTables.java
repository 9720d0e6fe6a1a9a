package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The only way to a managed table: the server chooses its id and its place first. */
final class StagingTables {
  private final Securables securables;
  private final ManagedStorage storage;

  StagingTables(Securables securables) {
    this.securables = securables;
    storage = new ManagedStorage(securables);
  }

  Answer create(Call call) {
    Securable schema = securables.schemaOf(call);
    Access access = securables.access();
    access.require(access.creates(call.user(), SecurableKind.TABLE, schema));
    String name = Names.checked(call.required("name"));
    String id = securables.state().newId();
    String location = storage.place(schema, "tables", id);
    securables.state().stagingTables().put(location, new StagingTable(id, location, call.user()));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer
        .put("name", name)
        .put("catalog_name", schema.parent().name())
        .put("schema_name", schema.name())
        .put("id", id)
        .put("staging_location", location);
    return Answer.json(answer);
  }

  /** The managed table that a staging table becomes: it has its id and its location. */
  Securable finished(Call call, Securable schema) {
    Securable draft = securables.drafted(call, SecurableKind.TABLE, schema);
    String location =
        call.text("storage_location")
            .orElseThrow(() -> Refused.internal("NullPointerException: storage_location"));
    StagingTable staging = securables.state().stagingTables().get(location);
    if (staging == null) {
      throw new Refused(ErrorCode.NOT_FOUND, "Staging table not found: " + location);
    }
    securables.access().require(staging.creator().equals(call.user()));
    if (!call.text("data_source_format").equals(Optional.of("DELTA"))) {
      throw Refused.invalid("Managed tables must be DELTA");
    }
    String id = call.value("properties").path(Tables.TABLE_ID_PROPERTY).asText();
    if (!id.equals(staging.id())) {
      throw Refused.invalid(
          "Property " + Tables.TABLE_ID_PROPERTY + " must be " + staging.id() + ", but is " + id);
    }
    Securable table =
        new Securable(SecurableKind.TABLE, staging.id(), Optional.of(schema), call.user());
    table.rename(draft.name());
    table.attributes().put("storage_location", staging.location());
    return table;
  }

  /** A staging table that has become a table is none any more. */
  void forget(Securable table) {
    table.text("storage_location").ifPresent(securables.state().stagingTables()::remove);
  }
}
