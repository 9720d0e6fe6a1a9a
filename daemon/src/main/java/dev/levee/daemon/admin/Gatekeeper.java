package dev.levee.daemon.admin;

import dev.levee.daemon.config.AdminConfig;
import dev.levee.daemon.config.Secret;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;

/**
 * Turns requests away before anything looks at them: those that a web page of elsewhere makes a
 * browser send (by Origin, and by Host against DNS rebinding), and those without the token.
 */
final class Gatekeeper {
  /** Tells nothing, and orchestrators ask it without a token. */
  private static final String ALIVE = "/healthz";

  private static final String BEARER = "Bearer ";

  private final AdminConfig admin;
  private final IntSupplier port;

  /**
   * A gatekeeper.
   *
   * @param port the port that is listened on, which the configuration may leave open
   */
  Gatekeeper(AdminConfig admin, IntSupplier port) {
    this.admin = admin;
    this.port = port;
  }

  /** Lets the request through or throws a refusal. */
  void check(Context context) {
    Set<String> hosts = allowedHosts();
    String host = context.header("Host");
    if (host == null || !hosts.contains(host.toLowerCase(Locale.ROOT))) {
      throw new Refusal(
          421,
          "WRONG_HOST",
          "this daemon is not reached under that name; add it to admin.allowed_hosts");
    }
    String origin = context.header("Origin");
    if (origin != null && !isOwn(origin, hosts)) {
      throw new Refusal(403, "FOREIGN_ORIGIN", "pages of other origins may not use this port");
    }
    if (admin.token().isPresent() && needsToken(context)) {
      checkToken(context, admin.token().get());
    }
  }

  private boolean needsToken(Context context) {
    boolean reads = Set.of("GET", "HEAD").contains(context.req().getMethod());
    return !reads || (!admin.listen().isLoopback() && !context.path().equals(ALIVE));
  }

  private static void checkToken(Context context, Secret token) {
    String authorization = context.header("Authorization");
    boolean known =
        authorization != null
            && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
            && token.matches(authorization.substring(BEARER.length()).strip());
    if (!known) {
      context.header("WWW-Authenticate", "Bearer realm=\"levee\"");
      throw new Refusal(
          401, "UNAUTHENTICATED", "the request needs the token as 'Authorization: Bearer TOKEN'");
    }
  }

  private Set<String> allowedHosts() {
    String suffix = ":" + port.getAsInt();
    Set<String> hosts = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    String listen = admin.listen().host().toLowerCase(Locale.ROOT);
    hosts.add(listen.contains(":") ? "[" + listen + "]" : listen);
    admin.allowedHosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
    Set<String> withPort = new TreeSet<>();
    hosts.forEach(host -> withPort.add(host + suffix));
    return withPort;
  }

  private static boolean isOwn(String origin, Set<String> hosts) {
    String lower = origin.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") && hosts.contains(lower.substring("http://".length()));
  }
}
