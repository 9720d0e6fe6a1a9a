package dev.levee.daemon.config;

import java.util.List;
import java.util.Optional;

/**
 * The admin port.
 *
 * @param listen where it listens
 * @param token what a caller has to know to change something; always there when the address is not
 *     a loopback one
 * @param allowedHosts further names under which callers reach it, without a port
 */
public record AdminConfig(ListenAddress listen, Optional<Secret> token, List<String> allowedHosts) {
  /** Listens on 127.0.0.1:8686, without a token. */
  public static final AdminConfig DEFAULT =
      new AdminConfig(new ListenAddress("127.0.0.1", 8686), Optional.empty(), List.of());

  /** Checks that a port that others reach has a token. */
  public AdminConfig {
    allowedHosts = List.copyOf(allowedHosts);
    if (!listen.isLoopback() && token.isEmpty()) {
      throw new IllegalArgumentException("listening on " + listen + " needs a token");
    }
  }
}
