package dev.levee.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.unity.UnityCatalogSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The plainest way to see what a catalog holds: every listing, then the grants of every asset, over
 * as many connections as Levee has. What it reads it throws away.
 */
final class CatalogFloor {
  private static final List<String> IN_SCHEMAS =
      List.of("tables", "volumes", "functions", "models");

  private final UnityCatalogSettings server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> securables = new ArrayList<>();

  CatalogFloor(UnityCatalogSettings server) {
    this.server = server;
  }

  /** Reads all of it; how many assets there are. */
  int read(String catalog) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(server.readers());
    try {
      securables.clear();
      JsonNode ignored = get("/catalogs/" + catalog);
      securables.add("catalog/" + catalog);
      list("schemas", "?catalog_name=" + catalog, "schema", catalog + ".");
      for (String schema : List.copyOf(securables.subList(1, securables.size()))) {
        String name = schema.substring(schema.indexOf('.') + 1);
        for (String kind : IN_SCHEMAS) {
          list(
              kind,
              "?catalog_name=%s&schema_name=%s".formatted(catalog, name),
              kind.equals("models") ? "registered_model" : kind.replaceFirst("s$", ""),
              catalog + "." + name + ".");
        }
      }
      list("external-locations", "?", "external_location", "");
      list("credentials", "?", "credential", "");
      readGrants(threads);
      return securables.size();
    } finally {
      threads.shutdownNow();
    }
  }

  private void readGrants(ExecutorService threads) throws InterruptedException {
    List<Future<JsonNode>> running =
        securables.stream()
            .map(one -> threads.submit(() -> get("/permissions/" + one + "?max_results=0")))
            .toList();
    for (Future<JsonNode> one : running) {
      try {
        JsonNode ignored = one.get();
      } catch (ExecutionException e) {
        throw new BenchException("the floor failed: " + e.getCause(), e);
      }
    }
  }

  private void list(String kind, String query, String securable, String parent)
      throws InterruptedException {
    String token = "";
    do {
      JsonNode page = get("/" + kind + query + "&max_results=" + server.pageSize() + token);
      String member = kind.equals("models") ? "registered_models" : kind.replace('-', '_');
      page.path(member)
          .forEach(node -> securables.add(securable + "/" + parent + node.path("name").asText()));
      String next = page.path("next_page_token").asText("");
      token =
          next.isEmpty() ? "" : "&page_token=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    } while (!token.isEmpty());
  }

  private JsonNode get(String path) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.uri() + "/api/2.1/unity-catalog" + path))
            .header("Authorization", "Bearer " + server.token().get())
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new BenchException("the floor got " + response.statusCode() + " for " + path);
      }
      return CanonicalJson.parse(response.body());
    } catch (IOException e) {
      throw new BenchException("the floor failed at " + path + ": " + e.getMessage(), e);
    }
  }
}
