package dev.levee.bench;

import java.util.List;

/**
 * What is measured.
 *
 * @param clients that are compared
 * @param peers what peers were found
 * @param prefix of all keys that are written, ending with {@code /}
 * @param connections of each client
 */
record Plan(
    Workload workload,
    List<Client> clients,
    Peers.Found peers,
    int runs,
    int connections,
    String prefix) {
  /** Copies the list. */
  Plan {
    clients = List.copyOf(clients);
    if (clients.isEmpty() || runs < 1 || connections < 1) {
      throw new IllegalArgumentException("at least one client, run and connection");
    }
  }

  /** The key prefix of the workload. */
  String data() {
    return prefix + "data/";
  }

  /** What a client has to do: the whole workload, to a prefix of this name. */
  Assignment assignment(Servers servers, String name) {
    return new Assignment(
        servers.primary(),
        data(),
        servers.secondary(),
        prefix + name + "/",
        List.of(),
        connections);
  }
}
