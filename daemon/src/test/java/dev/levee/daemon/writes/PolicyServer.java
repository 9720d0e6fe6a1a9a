package dev.levee.daemon.writes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.levee.sync.store.s3.S3BucketPolicies;
import dev.levee.sync.store.s3.S3Connections;
import dev.levee.sync.store.s3.S3Credentials;
import dev.levee.sync.store.s3.S3StoreSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The part of an S3 server that keeps the policies of its buckets. */
final class PolicyServer implements AutoCloseable {
  final Map<String, String> policies = new ConcurrentHashMap<>();
  private final HttpServer server;
  volatile boolean forgets;
  volatile boolean refuses;

  PolicyServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String bucket = exchange.getRequestURI().getPath().replace("/", "");
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (refuses) {
        error(exchange, 403, "AccessDenied");
        return;
      }
      switch (exchange.getRequestMethod()) {
        case "GET" -> {
          if (policies.containsKey(bucket)) {
            send(exchange, 200, policies.get(bucket));
          } else {
            error(exchange, 404, "NoSuchBucketPolicy");
          }
        }
        case "PUT" -> {
          if (!forgets) {
            policies.put(bucket, body);
          }
          exchange.sendResponseHeaders(204, -1);
        }
        case "DELETE" -> {
          policies.remove(bucket);
          exchange.sendResponseHeaders(204, -1);
        }
        default -> error(exchange, 405, "MethodNotAllowed");
      }
    }
  }

  private static void error(HttpExchange exchange, int status, String code) throws IOException {
    send(
        exchange,
        status,
        "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>no</Message></Error>"
            .formatted(code));
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  S3BucketPolicies client() {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new S3BucketPolicies(
        new S3StoreSettings(
            Optional.of(endpoint),
            "us-east-1",
            new S3Credentials.AccessKey("key", "secret", Optional.empty()),
            true,
            S3Connections.DEFAULT));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
