package dev.levee.daemon.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code failover_groups[].stable_url}. */
final class StableUrlReader {
  private final SecretReader secrets;

  /** What listens there, by the address as text. */
  private final Map<String, String> taken = new HashMap<>();

  StableUrlReader(SecretReader secrets, ListenAddress admin) {
    this.secrets = secrets;
    taken.put(admin.toString(), "admin.listen");
  }

  /**
   * One group's.
   *
   * @param haveServer whether one of the group's regions has a catalog server
   */
  Optional<StableUrlConfig> read(ConfigValue value, boolean haveServer) {
    if (!haveServer) {
      value.problem("none of the group's regions has a catalog server", "add regions.NAME.catalog");
    }
    return value.mapping().flatMap(this::read);
  }

  private Optional<StableUrlConfig> read(ConfigMapping stableUrl) {
    Optional<ConfigValue> listenValue = stableUrl.required("listen");
    Optional<ListenAddress> listen =
        listenValue.flatMap(v -> v.as(ListenAddress::parse, "write it like 127.0.0.1:8690"));
    listen.filter(address -> address.port() != 0).ifPresent(a -> take(listenValue.get(), a));
    Optional<ConfigValue> tokenFile = stableUrl.optional("token_file");
    List<Secret> readers = tokenFile.map(secrets::tokens).orElse(List.of());
    stableUrl.noOthers();
    return tokenFile.isPresent() && readers.isEmpty()
        ? Optional.empty()
        : listen.map(address -> new StableUrlConfig(address, readers));
  }

  private void take(ConfigValue value, ListenAddress address) {
    String other = taken.putIfAbsent(address.toString(), value.path());
    if (other != null) {
      value.problem(other + " listens on " + address + " too", "give each a port of its own");
    }
  }
}
