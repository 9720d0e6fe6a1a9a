package dev.levee.sync.catalog.unity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.RatifiedCommit;
import dev.levee.sync.catalog.RatifiedCommits;
import dev.levee.sync.catalog.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Asks for the commits of a managed table, by the id and the location that the server showed for
 * it; such a table keeps both for life. The answer holds all that are not published, newest first:
 * a server keeps few (ten, on the open-source one) before it wants them published.
 *
 * @param table the table
 * @param tableId the identifier that the server gave it
 */
record CommitsRequest(Table table, String tableId) {
  private static final String PATH = "/delta/preview/commits";

  /**
   * Asks once.
   *
   * @return empty when the server knows no table of this id
   * @throws CatalogException of kind {@code REFUSED} when the answer cannot be true
   */
  Optional<RatifiedCommits> answer(UnityCalls calls, long from) {
    UnityRequest request =
        UnityRequest.query(
            "commits of " + table.id(),
            PATH,
            CanonicalJson.object()
                .put("table_id", tableId)
                .put("table_uri", table.location())
                .put("start_version", from));
    return calls.findNow(request).map(answer -> understood(answer, from));
  }

  private RatifiedCommits understood(JsonNode answer, long from) {
    try {
      List<RatifiedCommit> commits = new ArrayList<>();
      for (JsonNode commit : answer.path("commits")) {
        commits.add(
            new RatifiedCommit(
                number(commit, "version"),
                commit.path("file_name").asText(),
                number(commit, "file_size")));
      }
      Collections.reverse(commits);
      if (!commits.isEmpty() && commits.get(0).version() < from) {
        throw new IllegalArgumentException(
            "version %d where %d was the first to be asked for"
                .formatted(commits.get(0).version(), from));
      }
      return new RatifiedCommits(commits, number(answer, "latest_table_version"));
    } catch (IllegalArgumentException e) {
      throw new CatalogException(
          CatalogException.Kind.REFUSED,
          "%s: the server's answer cannot be true: %s. See the server's log."
              .formatted(table.id(), e.getMessage()),
          e);
    }
  }

  private static long number(JsonNode object, String field) {
    JsonNode value = object.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("%s is '%s'".formatted(field, value.asText()));
    }
    return value.longValue();
  }
}
