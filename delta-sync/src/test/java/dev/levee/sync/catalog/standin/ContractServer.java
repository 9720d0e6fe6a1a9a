package dev.levee.sync.catalog.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The server that the contract is checked on: a stand-in, or with {@code -Dlevee.uc.url=…
 * -Dlevee.uc.token=…} a real one, with authorization on if there is a token.
 */
final class ContractServer implements AutoCloseable {
  static final String API = "/api/2.1/unity-catalog";
  static final String USERS = "/api/1.0/unity-control/scim2/Users";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI uri;
  private final String token;
  private final Optional<UnityCatalogStandIn> standIn;
  private final Deque<String> created = new ArrayDeque<>();

  private ContractServer(URI uri, String token, Optional<UnityCatalogStandIn> standIn) {
    this.uri = uri;
    this.token = token;
    this.standIn = standIn;
  }

  /** One with or without authorization; nothing if the real server is the other way. */
  static Optional<ContractServer> with(boolean authorization) {
    String url = System.getProperty("levee.uc.url", "");
    String token = System.getProperty("levee.uc.token", "");
    if (!url.isEmpty()) {
      return Optional.of(new ContractServer(URI.create(url), token, Optional.empty()))
          .filter(server -> authorization != token.isEmpty());
    }
    StandInSettings settings =
        authorization ? StandInSettings.authorized("the-admin") : StandInSettings.open();
    UnityCatalogStandIn standIn =
        UnityCatalogStandIn.start(new MetastoreState("contract"), settings);
    return Optional.of(
        new ContractServer(standIn.uri(), settings.adminToken(), Optional.of(standIn)));
  }

  /** The same server, asked by another user; nothing where such a user cannot be had. */
  Optional<ContractServer> as(String email) {
    return standIn.map(
        server -> {
          server.state().issueToken(email, "token of " + email);
          return new ContractServer(uri, "token of " + email, standIn);
        });
  }

  /** A name that no other run uses. */
  static String unique(String prefix) {
    return prefix + Long.toString(System.nanoTime(), Character.MAX_RADIX);
  }

  Reply get(String path) {
    return send("GET", API + path, "");
  }

  /** A request with JSON, written with single quotes. */
  Reply post(String path, String body) {
    return send("POST", API + path, body.replace('\'', '"'));
  }

  Reply patch(String path, String body) {
    return send("PATCH", API + path, body.replace('\'', '"'));
  }

  Reply delete(String path) {
    return send("DELETE", API + path, "");
  }

  /** Makes an object that goes when the server is closed, those made last first. */
  Reply create(String path, String body, String drop) {
    Reply reply = post(path, body);
    if (reply.status() == 200) {
      created.push(API + drop);
    }
    return reply;
  }

  /** A user that goes when the server is closed; answers its path. */
  String createUser(String email) {
    Reply reply =
        send(
            "POST",
            USERS,
            "{'displayName':'%s','emails':[{'value':'%s','primary':true}]}"
                .formatted(email, email)
                .replace('\'', '"'));
    String path = USERS + "/" + reply.at("/id").asText();
    created.push(path);
    return path;
  }

  Reply send(String method, String path, String body) {
    return send(method, path, body, token);
  }

  Reply send(String method, String path, String body, String credentials) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri.resolve(path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!credentials.isEmpty()) {
      request.header("Authorization", "Bearer " + credentials);
    }
    try {
      HttpResponse<String> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(
          answer.statusCode(),
          answer.headers().firstValue("Content-Type").orElse(""),
          answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    created.forEach(path -> send("DELETE", path, ""));
    standIn.ifPresent(UnityCatalogStandIn::close);
  }
}
