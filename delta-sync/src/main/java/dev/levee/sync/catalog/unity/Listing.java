package dev.levee.sync.catalog.unity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sync.catalog.CatalogException;
import io.unitycatalog.client.ApiClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads listings page by page. Only a missing token ends one: a server that checks rights after it
 * has cut the page answers empty pages with a token.
 */
final class Listing {
  private final UnityCalls calls;
  private final int pageSize;

  Listing(UnityCalls calls, int pageSize) {
    this.calls = calls;
    this.pageSize = pageSize;
  }

  /**
   * All assets that a path lists.
   *
   * @param path the path and the query, if any
   * @param member the member of the answer that has the assets
   * @param subject what is listed, for people
   * @throws CatalogException also when the server gives the same token twice
   */
  List<JsonNode> assets(String path, String member, String subject) {
    String separator = path.contains("?") ? "&" : "?";
    return all(path + separator + "max_results=" + pageSize, member, subject);
  }

  /** All grants that a path lists, in pages as large as the server likes: small ones it refuses. */
  List<JsonNode> grants(String path, String subject) {
    return all(path + "?max_results=0", "privilege_assignments", subject);
  }

  private List<JsonNode> all(String first, String member, String subject) {
    List<JsonNode> all = new ArrayList<>();
    Set<String> tokens = new HashSet<>();
    String page = first;
    while (true) {
      JsonNode answer = calls.get(UnityRequest.get(subject, page));
      answer.path(member).forEach(all::add);
      String token = answer.path("next_page_token").asText("");
      if (token.isEmpty()) {
        return all;
      }
      if (!tokens.add(token)) {
        throw new CatalogException(
            CatalogException.Kind.TRANSIENT,
            "%s: the listing goes in circles: GET %s gives the page token %s again. See the server's log."
                .formatted(subject, first, token));
      }
      page = first + "&page_token=" + ApiClient.urlEncode(token);
    }
  }
}
