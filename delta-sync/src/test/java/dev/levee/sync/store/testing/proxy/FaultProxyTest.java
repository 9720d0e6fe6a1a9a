package dev.levee.sync.store.testing.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.levee.sync.model.SystemTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What passes through the proxy when nothing is to go wrong, and an outage. */
class FaultProxyTest {
  /** So many that one would meet the time between a socket's closing and its thread's end. */
  private static final int OUTAGES = 200;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
  private final List<String> hosts = new CopyOnWriteArrayList<>();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
  private HttpServer server;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::echo);
    server.start();
    proxy =
        new FaultProxy(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()), new SystemTime());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.stop(0);
    threads.shutdownNow();
  }

  /** In chunks where the target says so. */
  private void echo(HttpExchange exchange) throws IOException {
    clients.add(exchange.getRemoteAddress());
    hosts.add(exchange.getRequestHeaders().getFirst("Host"));
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean chunked = exchange.getRequestURI().getPath().equals("/chunks");
    int length = body.length == 0 ? -1 : body.length;
    exchange.sendResponseHeaders(200, chunked ? 0 : length);
    if (chunked || length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Test
  void aConnectionIsUsedAgain() throws Exception {
    assertThat(answer("/", BodyPublishers.ofString("one"), false)).isEqualTo("one");
    assertThat(answer("/", BodyPublishers.ofString("two"), false)).isEqualTo("two");
    assertThat(answer("/", BodyPublishers.noBody(), false)).isEmpty();
    assertThat(clients).hasSize(1);
    assertThat(hosts).containsOnly(proxy.endpoint().getAuthority());
  }

  @Test
  void chunksPassBothWays() throws Exception {
    String text = "0123456789".repeat(10_000);
    BodyPublisher chunks =
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(text.getBytes(UTF_8)));

    assertThat(answer("/chunks", chunks, false)).isEqualTo(text);
    assertThat(answer("/chunks", chunks, false)).isEqualTo(text);
    assertThat(clients).hasSize(1);
  }

  @Test
  void aClientThatAsksFirstIsToldToGoOn() throws Exception {
    assertThat(answer("/", BodyPublishers.ofString("asked"), true)).isEqualTo("asked");
    assertThat(answer("/", BodyPublishers.ofString("again"), true)).isEqualTo("again");
  }

  @Test
  void anOutageRefusesAndEnds() throws Exception {
    assertThat(answer("/", BodyPublishers.ofString("before"), false)).isEqualTo("before");

    for (int outage = 0; outage < OUTAGES; outage++) {
      proxy.cutOff();
      assertThat(proxy.isCutOff()).isTrue();
      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
      proxy.restore();
    }

    assertThat(answer("/", BodyPublishers.ofString("after"), false)).isEqualTo("after");
  }

  private void connect() throws IOException {
    new Socket(proxy.endpoint().getHost(), proxy.endpoint().getPort()).close();
  }

  private String answer(String path, BodyPublisher body, boolean expectContinue)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(proxy.endpoint().resolve(path))
            .PUT(body)
            .expectContinue(expectContinue)
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }
}
