package dev.levee.sync.catalog.unity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.Grants;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The requests that change who may do what. One for each principal: the server works through a list
 * one by one and stops at the first principal that it does not know.
 */
final class GrantChange {
  private final Spelling spelling;

  GrantChange(Spelling spelling) {
    this.spelling = spelling;
  }

  List<UnityRequest> requests(AssetId id, Grants present, Grants desired) {
    SortedSet<String> principals = new TreeSet<>(present.byPrincipal().keySet());
    principals.addAll(desired.byPrincipal().keySet());
    List<UnityRequest> requests = new ArrayList<>();
    for (String principal : principals) {
      SortedSet<String> added = new TreeSet<>(desired.of(principal));
      added.removeAll(present.of(principal));
      SortedSet<String> removed = new TreeSet<>(present.of(principal));
      removed.removeAll(desired.of(principal));
      if (!added.isEmpty() || !removed.isEmpty()) {
        requests.add(request(id, principal, added, removed));
      }
    }
    return requests;
  }

  private UnityRequest request(
      AssetId id, String principal, SortedSet<String> added, SortedSet<String> removed) {
    ObjectNode body = CanonicalJson.object();
    ObjectNode change = body.putArray("changes").addObject();
    change.put("principal", principal);
    privileges(change.putArray("add"), added);
    privileges(change.putArray("remove"), removed);
    return UnityRequest.patch(
        "grants of %s on %s".formatted(principal, id), AssetRoutes.permissions(id), body);
  }

  private void privileges(ArrayNode array, SortedSet<String> privileges) {
    privileges.forEach(privilege -> array.add(spelling.privilege(privilege)));
  }
}
