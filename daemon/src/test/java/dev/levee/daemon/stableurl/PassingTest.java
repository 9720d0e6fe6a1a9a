package dev.levee.daemon.stableurl;

import static dev.levee.daemon.stableurl.StableUrlFixture.ANYWHERE;
import static dev.levee.daemon.stableurl.StableUrlFixture.CATALOG;
import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.daemon.stableurl.Upstream.Received;
import dev.levee.daemon.testing.SampleReplica;
import dev.levee.sync.model.RegionName;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes on to the server, what comes back, and what goes nowhere. */
class PassingTest {
  private static final String COMMITS = CATALOG + "/delta/preview/commits";

  @TempDir Path folder;
  private Upstream east;
  private StableUrlFixture levee;

  @BeforeEach
  void open() throws Exception {
    east =
        Upstream.doing(
            exchange -> {
              exchange.getResponseHeaders().add("X-Kept", "yes");
              exchange.getResponseHeaders().add("X-Of-One-Connection", "no");
              exchange.getResponseHeaders().add("Connection", "X-Of-One-Connection");
              Upstream.send(exchange, 200, "answer");
            });
    levee = new StableUrlFixture(folder, east.uri(), "", ANYWHERE);
  }

  @AfterEach
  void close() {
    levee.close();
    east.close();
  }

  @Test
  void aReadWithABodyGoesOnWhole() throws Exception {
    HttpResponse<String> answer =
        levee.send(
            levee
                .request(COMMITS + "?a=b%20c")
                .header("Authorization", "Bearer mine")
                .header("X-Other", "1")
                .method("GET", BodyPublishers.ofString("{\"table_id\":\"1\"}")));

    Received received = east.last();
    assertThat(answer.body()).isEqualTo("answer");
    assertThat(received.method()).isEqualTo("GET");
    assertThat(received.uri()).isEqualTo(COMMITS + "?a=b%20c");
    assertThat(received.body()).isEqualTo("{\"table_id\":\"1\"}");
    assertThat(received.header("Authorization")).isEqualTo("Bearer mine");
    assertThat(received.header("X-other")).isEqualTo("1");
    assertThat("http://" + received.header("Host")).isEqualTo(east.uri());
  }

  @Test
  void headersOfOneConnectionStayThere() throws Exception {
    String answer =
        levee.raw(
            "PATCH %s/catalogs/c HTTP/1.1\r\nHost: elsewhere\r\nConnection: close, X-Mine\r\nX-Mine: 1\r\nTE: trailers\r\nProxy-Authorization: x\r\nContent-Length: 2\r\n\r\n{}"
                .formatted(CATALOG));

    Received received = east.last();
    assertThat(received.method()).isEqualTo("PATCH");
    assertThat(received.header("X-mine")).isNull();
    assertThat(received.header("Te")).isNull();
    assertThat(received.header("Proxy-authorization")).isNull();
    assertThat(answer).startsWith("HTTP/1.1 200").containsIgnoringCase("X-Kept: yes");
    assertThat(answer).doesNotContainIgnoringCase("X-Of-One-Connection: no");
    assertThat(answer.split("(?i)\r\nDate:", -1)).as("one date, the server's").hasSize(2);
  }

  @Test
  void answersWithoutABodyStayWithoutOne() throws Exception {
    try (Upstream empty = Upstream.doing(exchange -> exchange.sendResponseHeaders(204, -1));
        StableUrlFixture other = new StableUrlFixture(folder, empty.uri(), "", ANYWHERE)) {
      assertThat(
              other
                  .send(other.request(CATALOG + "/tables/a.b.c").method("HEAD", noBody()))
                  .statusCode())
          .isEqualTo(204);
      assertThat(other.send(other.request(CATALOG + "/tables/a.b.c").DELETE()).body()).isEmpty();
      assertThat(empty.last().method()).isEqualTo("DELETE");
    }
  }

  @Test
  void largeBodiesAreStreamedAndTooLargeOnesRefused() throws Exception {
    byte[] large = new byte[3 << 20];
    assertThat(
            levee
                .send(levee.request(CATALOG + "/tables").POST(BodyPublishers.ofByteArray(large)))
                .statusCode())
        .isEqualTo(200);
    assertThat(east.last().body()).hasSize(large.length);

    String refused =
        levee.raw(
            "POST %s/tables HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n"
                .formatted(CATALOG, PassedBody.MAX_BYTES + 1));
    assertThat(refused).startsWith("HTTP/1.1 413");
    assertThat(east.count()).isEqualTo(1);
  }

  @Test
  void redirectsAreTheClientsToFollow() throws Exception {
    try (Upstream redirecting =
            Upstream.doing(
                exchange -> {
                  exchange.getResponseHeaders().add("Location", east.uri() + "/secret");
                  Upstream.send(exchange, 302, "");
                });
        StableUrlFixture other = new StableUrlFixture(folder, redirecting.uri(), "", ANYWHERE)) {
      assertThat(other.get(CATALOG + "/catalogs").statusCode()).isEqualTo(302);
      assertThat(east.count()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api/2.1/unity-catalog",
        "/api/2.1/unity-catalogue/catalogs",
        "/metrics",
        "/api/2.1/unity-catalog/../../../admin",
        "/api/2.1/unity-catalog/catalogs/..%2f..%2fadmin",
        "/api/2.1/unity-catalog/%2e%2e/%2e%2e/admin",
        "/api/2.1/unity-catalog/%252e%252e/admin",
        "/api/2.1/unity-catalog/..;a=b/admin",
        "/api/2.1/unity-catalog/a%5cb",
        "/api/2.1/unity-catalog/a%00b",
        "/api/2.1/unity-catalog/%zz",
        "//evil.example/api/2.1/unity-catalog/catalogs",
        "http://evil.example/metrics",
        "/api/2.1/unity-catalog/catalogs?a={b}|c",
      })
  void whatCouldLeadElsewhereGoesNowhere(String target) throws Exception {
    String answer =
        levee.raw(
            "GET %s HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".formatted(target));

    assertThat(answer).containsPattern("^HTTP/1.1 (400|404)").contains("error_code");
    assertThat(east.count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "CONNECT evil.example:80 HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n\r\n",
        "POST /api/2.1/unity-catalog/tables HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      })
  void nonsenseIsRefused(String request) throws Exception {
    assertThat(levee.raw(request)).containsPattern("^HTTP/1.1 4\\d\\d");
    assertThat(east.count()).isZero();
  }

  private StableUrlFixture withoutServer(String config) {
    StableUrlFixture opened = new StableUrlFixture(folder, east.uri(), "", config);
    SampleReplica.write(opened.group().replica(new RegionName("west")), 1, "east");
    opened.group().switchTo(new RegionName("west"));
    return opened;
  }

  @Test
  void elsewhereTheReplicaIsNotServedWithoutTokens() throws Exception {
    try (StableUrlFixture open = withoutServer("{listen: '0.0.0.0:0'}")) {
      HttpResponse<String> answer = open.get(CATALOG + "/catalogs");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("stable_url.token_file");
    }
  }

  @Test
  void withTokensTheReplicaIsServedToThoseWhoHaveOne() throws Exception {
    Path tokens =
        Files.writeString(folder.resolve("tokens"), "first-token-of-all\nthe-second-token\n");
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
    try (StableUrlFixture open =
        withoutServer("{listen: '0.0.0.0:0', token_file: '%s'}".formatted(tokens))) {
      assertThat(open.get(CATALOG + "/catalogs").statusCode()).isEqualTo(401);
      assertThat(
              open.send(
                      open.request(CATALOG + "/catalogs")
                          .header("Authorization", "Bearer the-second-token"))
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aNameThatAWebPageChoseDoesNotLeadToTheReplica() throws Exception {
    try (StableUrlFixture open = withoutServer(ANYWHERE)) {
      assertThat(
              open.raw(
                  "GET %s/catalogs HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                      .formatted(CATALOG)))
          .startsWith("HTTP/1.1 421");
    }
  }
}
