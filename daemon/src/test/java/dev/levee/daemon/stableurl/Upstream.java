package dev.levee.daemon.stableurl;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A catalog server that does what a test says, and keeps what came to it. */
final class Upstream implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Received> received = new CopyOnWriteArrayList<>();

  /** A request as it came. */
  record Received(String method, String uri, Map<String, List<String>> headers, String body) {
    /** By its name as this server spells it: {@code X-other}, {@code Te}. */
    String header(String name) {
      List<String> values = headers.get(name);
      return values == null ? null : values.get(0);
    }
  }

  /** Answers a request whose body was read. */
  @FunctionalInterface
  interface Behaviour {
    void answer(HttpExchange exchange) throws Exception;
  }

  private Upstream(Behaviour behaviour) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(exchange, behaviour));
    server.start();
  }

  static Upstream doing(Behaviour behaviour) throws IOException {
    return new Upstream(behaviour);
  }

  /** One that says always the same. */
  static Upstream saying(String text) throws IOException {
    return new Upstream(exchange -> send(exchange, 200, text));
  }

  static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private void serve(HttpExchange exchange, Behaviour behaviour) {
    try (exchange) {
      received.add(
          new Received(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Map.copyOf(exchange.getRequestHeaders()),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      behaviour.answer(exchange);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Received last() {
    return received.get(received.size() - 1);
  }

  int count() {
    return received.size();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
