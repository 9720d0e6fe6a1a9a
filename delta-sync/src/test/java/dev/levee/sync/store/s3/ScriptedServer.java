package dev.levee.sync.store.s3;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Gives the answers it was told, one for each request, the last one again and again. */
final class ScriptedServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  record Request(String method, URI uri, Headers headers, int bodyLength) {
    Optional<String> header(String name) {
      return Optional.ofNullable(headers.getFirst(name));
    }
  }

  /**
   * An answer.
   *
   * @param status 0 for a connection that is closed without any
   * @param missing how many bytes of the body are announced and do not come
   */
  record Answer(int status, Map<String, String> headers, String body, int missing) {
    static Answer of(int status, String body) {
      return new Answer(status, Map.of(), body, 0);
    }

    static Answer error(int status, String code) {
      return of(status, "<Error><Code>" + code + "</Code><Message>scripted</Message></Error>");
    }

    static Answer reset() {
      return of(0, "");
    }

    static Answer object(String etag, String text) {
      return new Answer(
          200, Map.of("ETag", etag, "Last-Modified", "Sat, 21 Nov 2026 00:00:00 GMT"), text, 0);
    }

    Answer cutShortBy(int bytes) {
      return new Answer(status, headers, body, bytes);
    }
  }

  ScriptedServer(Answer... script) throws IOException {
    answers.addAll(List.of(script));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  S3ObjectStore store() {
    return new S3ObjectStore(
        new S3StoreSettings(
            Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
            "us-east-1",
            new S3Credentials.AccessKey("key", "secret"),
            true,
            new S3Connections(8, Duration.ofSeconds(2), Duration.ofSeconds(2), 3)));
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    int length = exchange.getRequestBody().readAllBytes().length;
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            exchange.getRequestHeaders(),
            length));
    Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
    try (exchange) {
      if (answer.status() == 0) {
        return;
      }
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      int announced = head ? 0 : body.length + answer.missing();
      exchange.sendResponseHeaders(answer.status(), announced == 0 ? -1 : announced);
      if (announced > 0) {
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
