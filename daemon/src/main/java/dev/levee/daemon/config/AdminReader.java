package dev.levee.daemon.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code admin}. */
final class AdminReader {
  private final SecretReader secrets;

  AdminReader(SecretReader secrets) {
    this.secrets = secrets;
  }

  Optional<AdminConfig> read(ConfigValue value) {
    return value.mapping().flatMap(this::read);
  }

  private Optional<AdminConfig> read(ConfigMapping admin) {
    Optional<ConfigValue> listenValue = admin.optional("listen");
    Optional<ListenAddress> listen =
        listenValue.isEmpty()
            ? Optional.of(AdminConfig.DEFAULT.listen())
            : listenValue.get().as(ListenAddress::parse, "write it like 127.0.0.1:8686");
    Optional<ConfigValue> tokenFile = admin.optional("token_file");
    Optional<Secret> token = tokenFile.flatMap(secrets::token);
    List<String> allowedHosts =
        admin.optional("allowed_hosts").map(AdminReader::hosts).orElse(List.of());
    admin.noOthers();
    if (listen.isEmpty()) {
      return Optional.empty();
    }
    if (!listen.get().isLoopback() && tokenFile.isEmpty()) {
      listenValue
          .orElseThrow()
          .problem(
              "others than this machine could reach " + listen.get() + " and change things",
              "add admin.token_file, or listen on 127.0.0.1");
    }
    return listen.get().isLoopback() || token.isPresent()
        ? Optional.of(new AdminConfig(listen.get(), token, allowedHosts))
        : Optional.empty();
  }

  private static List<String> hosts(ConfigValue value) {
    List<String> hosts = new ArrayList<>();
    for (ConfigValue item : value.items()) {
      item.as(AdminReader::host, "write it like levee.example.com").ifPresent(hosts::add);
    }
    return hosts;
  }

  private static String host(String text) {
    if (!text.matches("[a-zA-Z0-9.-]+")) {
      throw new IllegalArgumentException("'" + text + "' is no host name without a port");
    }
    return text;
  }
}
