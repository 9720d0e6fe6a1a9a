package dev.levee.daemon.stableurl;

import dev.levee.daemon.config.ListenAddress;
import dev.levee.daemon.config.Secret;
import dev.levee.daemon.config.StableUrlConfig;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Who may read the catalog replica at a stable URL. A catalog server checks its callers itself; the
 * replica knows of no rights, so that its readers have to be known by their tokens, or to be on
 * this machine.
 */
final class ReplicaReaders {
  private static final String BEARER = "Bearer ";

  /** Names that lead to this machine. By another one a web page may have led a browser here. */
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private final StableUrlConfig config;

  ReplicaReaders(StableUrlConfig config) {
    this.config = config;
  }

  /** Whether anybody may read it at all. */
  boolean areThere() {
    return !config.readers().isEmpty() || config.listen().isLoopback();
  }

  /** Lets the request through or throws a refusal. */
  void check(Request request) {
    if (!areThere()) {
      throw RefusedRequest.forNow(
          503,
          "no catalog server answers, and the catalog replica is served on "
              + config.listen()
              + " only to callers whose tokens are in stable_url.token_file");
    }
    if (config.readers().isEmpty()) {
      checkHost(request);
    } else if (config.readers().stream().noneMatch(reader -> isSentBy(request, reader))) {
      throw RefusedRequest.of(
          401,
          "UNAUTHENTICATED",
          "no catalog server answers, and the catalog replica is served only to callers whose"
              + " bearer token is in stable_url.token_file");
    }
  }

  private void checkHost(Request request) {
    String host = Request.getServerName(request);
    ListenAddress listen = config.listen();
    boolean isOwn =
        host != null
            && (THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT))
                || host.equalsIgnoreCase(listen.host()));
    if (!isOwn) {
      throw RefusedRequest.of(
          421,
          "WRONG_HOST",
          "the catalog replica is not served under that name without stable_url.token_file");
    }
  }

  private static boolean isSentBy(Request request, Secret reader) {
    String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return authorization != null
        && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && reader.matches(authorization.substring(BEARER.length()).strip());
  }
}
