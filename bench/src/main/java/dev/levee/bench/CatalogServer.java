package dev.levee.bench;

import dev.levee.daemon.report.Json;
import dev.levee.sync.catalog.standin.MetastoreState;
import dev.levee.sync.catalog.standin.StandInSettings;
import dev.levee.sync.catalog.standin.UnityCatalogStandIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Two stand-in Unity Catalog servers in a process of their own, until its standard input ends. For
 * each line that it reads it answers how many requests there were since the line before.
 */
final class CatalogServer {
  static final String TOKEN = "bench";
  static final List<String> USERS = List.of("analyst@example.com", "engineer@example.com");

  private CatalogServer() {}

  /** Where the servers are. */
  record Endpoints(URI source, URI target) {}

  /** How many requests there were. */
  record Requests(int source, int target) {}

  public static void main(String[] arguments) throws IOException {
    try (UnityCatalogStandIn source = start("source");
        UnityCatalogStandIn target = start("target");
        BufferedReader input =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println(Json.write(new Endpoints(source.uri(), target.uri())));
      while (input.readLine() != null) {
        Requests requests = new Requests(source.requests().size(), target.requests().size());
        source.forgetRequests();
        target.forgetRequests();
        System.out.println(Json.write(requests));
      }
    }
  }

  private static UnityCatalogStandIn start(String name) {
    MetastoreState state = new MetastoreState(name);
    USERS.forEach(user -> state.addUser(user, user));
    return UnityCatalogStandIn.start(state, StandInSettings.authorized(TOKEN));
  }
}
