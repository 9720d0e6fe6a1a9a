package dev.levee.daemon.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.daemon.config.AdminConfig;
import dev.levee.daemon.config.ListenAddress;
import dev.levee.daemon.config.Secret;
import dev.levee.daemon.stableurl.StableUrls;
import dev.levee.daemon.testing.TestingConfig;
import dev.levee.daemon.testing.TestingEngine;
import dev.levee.daemon.testing.TestingTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An admin port that runs, with a client for it. */
final class AdminFixture implements AutoCloseable {
  static final String GROUP = "/v1/failover-groups/lakehouse";
  static final String TOKEN = "0123456789abcdef-token";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final TestingEngine engine;
  private final AdminServer server;

  private AdminFixture(Path folder, AdminConfig admin) {
    this.engine = new TestingEngine(TestingConfig.load(folder));
    this.server = new AdminServer(admin, engine, StableUrls.none(), new TestingTime());
    server.start();
  }

  static AdminFixture open(Path folder) {
    return at(folder, "127.0.0.1", Optional.empty());
  }

  static AdminFixture withToken(Path folder) {
    return at(folder, "127.0.0.1", Optional.of(new Secret(TOKEN)));
  }

  static AdminFixture reachable(Path folder) {
    return at(folder, "0.0.0.0", Optional.of(new Secret(TOKEN)));
  }

  private static AdminFixture at(Path folder, String host, Optional<Secret> token) {
    return new AdminFixture(
        folder, new AdminConfig(new ListenAddress(host, 0), token, List.of("dr.example")));
  }

  TestingEngine engine() {
    return engine;
  }

  int port() {
    return server.port();
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  HttpResponse<String> post(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends bytes as they are and reads until the server closes the connection. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
