package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Registered models and their versions. Where they lie is always chosen by the server. */
final class RegisteredModels {
  /** Where the versions of a model are kept: an attribute that no answer about the model shows. */
  private static final String VERSIONS = "model_versions";

  private static final List<String> OF_THE_MODEL =
      List.of("model_name", "catalog_name", "schema_name");

  private final Securables securables;
  private final ManagedStorage storage;

  RegisteredModels(Securables securables) {
    this.securables = securables;
    storage = new ManagedStorage(securables);
  }

  Answer create(Call call) {
    Securable schema = securables.schemaOf(call);
    Securable model = securables.drafted(call, SecurableKind.REGISTERED_MODEL, schema);
    model.attributes().put("storage_location", storage.place(schema, "models", model.id()));
    Securables.setComment(call, model, ColumnLimits.COMMENT);
    securables.store(call, model);
    return Answer.json(model.info());
  }

  /** Of one schema, or, without a catalog, all there are. */
  Answer list(Call call) {
    if (call.query().containsKey("catalog_name")) {
      return securables.list(
          call, SecurableKind.REGISTERED_MODEL, securables.schemaInQuery(call), info -> info);
    }
    String token = call.query().getOrDefault("page_token", "");
    NavigableMap<String, Securable> all = new TreeMap<>();
    securables.state().all(SecurableKind.REGISTERED_MODEL).stream()
        .filter(model -> model.name().compareTo(token) > 0)
        .forEach(model -> all.put(model.name() + "\0" + model.id(), model));
    return Paging.page(
        call, SecurableKind.REGISTERED_MODEL, all, model -> securables.row(call, model));
  }

  Answer patch(Call call) {
    Securable model = securables.changing(call, SecurableKind.REGISTERED_MODEL);
    securables.rename(call, model);
    Securables.setComment(call, model, ColumnLimits.COMMENT);
    securables.touch(call, model);
    return Answer.json(model.info());
  }

  Answer createVersion(Call call) {
    String fullName =
        String.join(
            ".",
            call.required("catalog_name"),
            call.required("schema_name"),
            call.required("model_name"));
    Securable model = securables.existing(SecurableKind.REGISTERED_MODEL, fullName);
    securables.access().require(securables.access().changes(call.user(), model));
    ArrayNode versions = model.attributes().withArray("/" + VERSIONS);
    String id = securables.state().newId();
    ObjectNode version = versions.addObject();
    OF_THE_MODEL.forEach(field -> version.set(field, call.value(field)));
    version
        .put("version", versions.size())
        .put("source", call.text("source").orElse(null))
        .put("run_id", call.text("run_id").orElse(null))
        .put("status", "PENDING_REGISTRATION")
        .put("comment", call.text("comment").orElse(null))
        .put("storage_location", model.text("storage_location").orElseThrow() + "/versions/" + id)
        .put("id", id);
    return Answer.json(version.deepCopy());
  }

  Answer listVersions(Call call) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set(VERSIONS, versions(call).deepCopy());
    return Answer.json(answer.putNull("next_page_token"));
  }

  Answer readVersion(Call call) {
    return Answer.json(version(call).deepCopy());
  }

  /** Takes the comment. */
  Answer patchVersion(Call call) {
    ObjectNode version = version(call);
    call.text("comment").ifPresent(comment -> version.put("comment", comment));
    return Answer.json(version.deepCopy());
  }

  Answer finalizeVersion(Call call) {
    return Answer.json(version(call).put("status", "READY").deepCopy());
  }

  private ObjectNode version(Call call) {
    for (var version : versions(call)) {
      if (version.path("version").asText().equals(call.parameter("version"))) {
        return (ObjectNode) version;
      }
    }
    throw new Refused(
        ErrorCode.NOT_FOUND,
        "Model version not found: " + call.parameter("name") + "/" + call.parameter("version"));
  }

  private ArrayNode versions(Call call) {
    Securable model = securables.existing(SecurableKind.REGISTERED_MODEL, call.parameter("name"));
    securables.access().require(securables.access().reads(call.user(), model));
    return model.attributes().withArray("/" + VERSIONS);
  }
}
