package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * Functions. The answer to a create shows all of it; properties, dependencies and an empty list of
 * parameters are gone from all later answers. There is no PATCH.
 */
final class Functions {
  private static final Set<String> GIVEN_BY_THE_SERVER =
      Set.of("name", "catalog_name", "schema_name", "full_name");

  private final Securables securables;

  Functions(Securables securables) {
    this.securables = securables;
  }

  Answer create(Call wrapped) {
    Call call = wrapped.about(wrapped.value("function_info"));
    Securable schema = securables.schemaOf(call);
    Securable function = securables.drafted(call, SecurableKind.FUNCTION, schema);
    ColumnLimits.check(call.value("comment"), ColumnLimits.COMMENT);
    for (String field : SecurableKind.FUNCTION.fields()) {
      JsonNode value = call.body().get(field);
      if (value != null && !GIVEN_BY_THE_SERVER.contains(field)) {
        function.attributes().set(field, value.deepCopy());
      }
    }
    securables.store(call, function);
    ObjectNode echo = function.info();
    function.attributes().remove(List.of("properties", "routine_dependencies"));
    if (function.attributes().at("/input_params/parameters").isEmpty()) {
      function.attributes().remove("input_params");
    }
    return Answer.json(echo);
  }

  Answer list(Call call) {
    return securables.list(
        call, SecurableKind.FUNCTION, securables.schemaInQuery(call), info -> info);
  }
}
