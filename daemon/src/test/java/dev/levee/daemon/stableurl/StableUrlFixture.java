package dev.levee.daemon.stableurl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.levee.daemon.report.StableUrlReport;
import dev.levee.daemon.report.StableUrlTraffic.Outcome;
import dev.levee.daemon.testing.TestingConfig;
import dev.levee.daemon.testing.TestingEngine;
import dev.levee.daemon.testing.TestingGroup;
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
import java.util.concurrent.CompletableFuture;

/** A stable URL that runs, with a client for it. */
final class StableUrlFixture implements AutoCloseable {
  static final String CATALOG = "/api/2.1/unity-catalog";
  static final String ANYWHERE = "{listen: '127.0.0.1:0'}";

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final TestingEngine engine;
  private final StableUrls stableUrls;

  /** Between two catalog servers, the second of which may be none. */
  StableUrlFixture(Path folder, String east, String west, String config) {
    var loaded = TestingConfig.withCatalog(folder, east, west, config);
    engine = new TestingEngine(loaded);
    stableUrls =
        new StableUrls(
            loaded,
            engine,
            new TestingTime(),
            new CatalogServer.Patience(
                Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(2)));
    stableUrls.start();
  }

  TestingGroup group() {
    return engine.group();
  }

  StableUrlReport report() {
    return stableUrls.reports().get(0);
  }

  /** Waits until so many requests have ended so: a client may know earlier than the counter. */
  void awaitRequests(Outcome outcome, long count) {
    await()
        .untilAsserted(
            () ->
                assertThat(stableUrls.traffic().get(0).requests(outcome))
                    .as(outcome.name())
                    .isEqualTo(count));
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  private int port() {
    return URI.create(report().url()).getPort();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(20));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> begin(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  /** Sends bytes as they are and reads until the connection is closed. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    stableUrls.close();
  }
}
