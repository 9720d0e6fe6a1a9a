package dev.levee.sync.catalog.unity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.levee.sync.catalog.CatalogException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that no stand-in gives: of proxies, of overloaded servers, of broken ones. */
class UnityAnswersTest {
  private record Scripted(int status, String retryAfter, String body) {}

  private final Deque<Scripted> script = new ArrayDeque<>();
  private final RecordingTime time = new RecordingTime();
  private HttpServer server;
  private UnityCatalog catalog;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    catalog = new UnityCatalog(UnityCatalogSettings.of(uri, () -> ""), time);
  }

  @AfterEach
  void stop() {
    catalog.close();
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Scripted next = script.size() > 1 ? script.poll() : script.peek();
      byte[] body = next.body().getBytes(UTF_8);
      if (!next.retryAfter().isEmpty()) {
        exchange.getResponseHeaders().set("Retry-After", next.retryAfter());
      }
      exchange.sendResponseHeaders(next.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void answers(Scripted... answers) {
    script.addAll(List.of(answers));
  }

  @ParameterizedTest
  @CsvSource({"7, PT7S", "9999, PT30S", "'Wed, 21 Oct 2026 07:28:00 GMT', PT0.2S"})
  void theServersOwnPauseIsKeptWithinBounds(String retryAfter, Duration pause) {
    answers(
        new Scripted(429, retryAfter, "{\"error_code\": \"REQUEST_LIMIT_EXCEEDED\"}"),
        new Scripted(200, "", "{\"name\": \"sales\", \"catalog_name\": \"\", \"id\": \"1\"}"),
        new Scripted(200, "", "{}"));

    assertThat(catalog.find(Examples.CATALOG.id())).isPresent();
    assertThat(time.sleeps()).containsExactly(pause);
  }

  @Test
  void aListingThatGoesInCirclesEnds() {
    answers(
        new Scripted(200, "", "{\"name\": \"sales\"}"),
        new Scripted(200, "", "{\"schemas\": [], \"next_page_token\": \"p1\"}"));

    assertThatThrownBy(() -> catalog.read(UnityCatalogOnStandIn.SALES))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("goes in circles")
        .hasMessageContaining("schemas of catalog sales");
  }

  @ParameterizedTest
  @CsvSource({
    "200, TRANSIENT",
    "302, REFUSED",
    "404, REFUSED",
    "403, ACCESS_DENIED",
    "502, TRANSIENT"
  })
  void aPageOfSomethingElseIsNeverAnAbsence(int status, CatalogException.Kind kind) {
    answers(new Scripted(status, "", "<html>log in</html>"));

    assertThatThrownBy(() -> catalog.find(Examples.CATALOG.id()))
        .isInstanceOfSatisfying(CatalogException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void grantsThatMayNotBeSeenAreNotTakenForNone() {
    answers(
        new Scripted(200, "", "{\"name\": \"sales\"}"),
        new Scripted(
            403, "", "{\"error_code\": \"PERMISSION_DENIED\", \"message\": \"not yours\"}"));

    assertThatThrownBy(() -> catalog.find(Examples.CATALOG.id()))
        .isInstanceOfSatisfying(
            CatalogException.class,
            e -> assertThat(e.kind()).isEqualTo(CatalogException.Kind.ACCESS_DENIED))
        .hasMessageContaining("grants on catalog sales")
        .hasMessageContaining("not yours");
  }
}
