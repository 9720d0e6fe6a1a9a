package dev.levee.daemon.admin;

import static dev.levee.daemon.admin.AdminFixture.GROUP;
import static dev.levee.daemon.admin.AdminFixture.TOKEN;
import static dev.levee.daemon.admin.AdminFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class AdminSecurityTest {
  @TempDir Path folder;

  private static String head(String response) {
    return response.lines().findFirst().orElse("");
  }

  private static String asked(String method, String path, String headers) {
    return method + " " + path + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n";
  }

  @Test
  void otherHostNamesAreMisdirected() throws IOException {
    try (AdminFixture admin = AdminFixture.open(folder)) {
      String port = ":" + admin.port();
      for (String host : List.of("127.0.0.1", "localhost", "LocalHost", "[::1]", "dr.example")) {
        assertThat(head(admin.raw(asked("GET", GROUP, "Host: " + host + port + "\r\n"))))
            .as(host)
            .isEqualTo("HTTP/1.1 200 OK");
      }
      for (String host :
          List.of("evil.example" + port, "127.0.0.1", "127.0.0.1:1", "localhost.evil" + port)) {
        assertThat(head(admin.raw(asked("GET", "/healthz", "Host: " + host + "\r\n"))))
            .as(host)
            .startsWith("HTTP/1.1 421 ");
      }
      assertThat(head(admin.raw("GET /healthz HTTP/1.0\r\n\r\n"))).contains(" 421 ");
    }
  }

  @Test
  void pagesOfOtherOriginsAreForbidden() {
    try (AdminFixture admin = AdminFixture.open(folder)) {
      for (String origin :
          List.of("http://evil.example", "null", "https://127.0.0.1:" + admin.port())) {
        HttpResponse<String> response =
            admin.send(
                admin
                    .request(GROUP + "/pause")
                    .header("Origin", origin)
                    .POST(BodyPublishers.noBody()));
        assertThat(response.statusCode()).as(origin).isEqualTo(403);
      }
      HttpResponse<String> own =
          admin.send(
              admin
                  .request(GROUP + "/pause")
                  .header("Origin", "http://127.0.0.1:" + admin.port())
                  .POST(BodyPublishers.noBody()));
      assertThat(own.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void changesAreNotMadeByOtherMethods() {
    try (AdminFixture admin = AdminFixture.open(folder)) {
      for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS")) {
        HttpResponse<String> response =
            admin.send(admin.request(GROUP + "/pause").method(method, BodyPublishers.noBody()));
        assertThat(response.statusCode()).as(method).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).contains("POST");
      }
      HttpResponse<String> read = admin.post(GROUP, "{}");
      assertThat(read.statusCode()).isEqualTo(405);
      assertThat(read.headers().firstValue("allow")).contains("GET");
      assertThat(json(admin.get(GROUP)).get("paused").asBoolean()).isFalse();
    }
  }

  @Test
  void bodiesAreSmallAndJson() {
    try (AdminFixture admin = AdminFixture.open(folder)) {
      HttpResponse<String> form =
          admin.send(
              admin
                  .request(GROUP + "/failover")
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString("target_primary_region=west")));
      assertThat(form.statusCode()).isEqualTo(415);
      HttpResponse<String> untyped =
          admin.send(admin.request(GROUP + "/pause").POST(BodyPublishers.ofString("{}")));
      assertThat(untyped.statusCode()).isEqualTo(415);
      HttpResponse<String> large = admin.post(GROUP + "/failover", " ".repeat(1_100_000));
      assertThat(large.statusCode()).isEqualTo(413);
    }
  }

  @Test
  void withATokenChangesNeedItAndReadsDoNot() {
    try (AdminFixture admin = AdminFixture.withToken(folder)) {
      assertThat(admin.get(GROUP).statusCode()).isEqualTo(200);

      HttpResponse<String> without = admin.post(GROUP + "/pause", "");
      assertThat(without.statusCode()).isEqualTo(401);
      assertThat(without.headers().firstValue("www-authenticate"))
          .contains("Bearer realm=\"levee\"");
      for (String wrong : List.of("Bearer wrong", "Basic " + TOKEN, "Bearer", TOKEN)) {
        assertThat(authorized(admin, "/pause", wrong)).as(wrong).isEqualTo(401);
      }
      assertThat(json(admin.get(GROUP)).get("paused").asBoolean()).isFalse();

      assertThat(authorized(admin, "/pause", "Bearer " + TOKEN)).isEqualTo(200);
      assertThat(authorized(admin, "/resume", "bearer " + TOKEN)).isEqualTo(200);
    }
  }

  private static int authorized(AdminFixture admin, String action, String authorization) {
    return admin
        .send(
            admin
                .request(GROUP + action)
                .header("Authorization", authorization)
                .POST(BodyPublishers.noBody()))
        .statusCode();
  }

  @Test
  void whereOthersReachItEverythingButLivenessNeedsTheToken() {
    try (AdminFixture admin = AdminFixture.reachable(folder)) {
      assertThat(admin.get("/healthz").statusCode()).isEqualTo(200);
      for (String path : List.of(GROUP, "/metrics", "/readyz", "/v1/openapi.json", "/nothing")) {
        assertThat(admin.get(path).statusCode()).as(path).isEqualTo(401);
        assertThat(
                admin
                    .send(admin.request(path).header("Authorization", "Bearer " + TOKEN))
                    .statusCode())
            .as(path)
            .isEqualTo(path.equals("/nothing") ? 404 : 200);
      }
    }
  }

  @Test
  void everyAnswerHasTheSecurityHeaders() {
    try (AdminFixture admin = AdminFixture.open(folder)) {
      for (String path : List.of(GROUP, "/metrics", "/nothing", GROUP + "/pause")) {
        HttpResponse<String> response = admin.get(path);
        assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(response.headers().firstValue("cache-control")).contains("no-store");
        assertThat(response.headers().firstValue("server")).isEmpty();
      }
    }
  }

  @Test
  void whatIsNoRequestIsAnsweredWithoutATrace() throws IOException {
    try (AdminFixture admin = AdminFixture.open(folder)) {
      String host = "Host: 127.0.0.1:" + admin.port() + "\r\n";
      List<String> bad =
          List.of(
              "nonsense\r\n\r\n",
              "GET / HTTP/1.1\r\n\r\n",
              asked("GET", "/v1/%2e%2e/failover-groups", host),
              asked("GET", "/v1/failover-groups/a%2Fb", host),
              asked("GET", "/v1/failover-groups/a%00b", host),
              asked("GET", GROUP, host + host),
              asked(
                  "POST",
                  GROUP + "/pause",
                  host + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n"),
              asked("GET", GROUP, host + "X: " + "x".repeat(20_000) + "\r\n"));
      for (String request : bad) {
        String answer = admin.raw(request);
        assertThat(head(answer)).as(request).matches("HTTP/1.1 4\\d\\d .*");
        assertThat(answer).doesNotContain("Exception", "at org.", "Jetty");
      }
      assertThat(json(admin.get(GROUP)).get("paused").asBoolean()).isFalse();
    }
  }

  @Test
  void aBodyThatDripsIsNotWaitedFor() throws IOException {
    try (AdminFixture admin = AdminFixture.open(folder);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), admin.port())) {
      OutputStream out = socket.getOutputStream();
      String head =
          "POST %s/pause HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: 1000\r\n\r\n"
              .formatted(GROUP, admin.port());
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      Awaitility.await()
          .atMost(Duration.ofSeconds(15))
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                out.write(' ');
                out.flush();
                return socket.getInputStream().available() > 0;
              });
      socket.setSoTimeout(10_000);
      byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 4".length());
      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 4");
    }
  }

  @Test
  void everyChangeIsKeptInTheAuditLog() {
    Logger logger = (Logger) LoggerFactory.getLogger("dev.levee.audit");
    ListAppender<ILoggingEvent> audit = new ListAppender<>();
    audit.start();
    logger.addAppender(audit);
    try (AdminFixture admin = AdminFixture.withToken(folder)) {
      admin.get(GROUP);
      admin.post(GROUP + "/pause", "");
      admin.send(
          admin
              .request(GROUP + "/failover")
              .header("Authorization", "Bearer " + TOKEN)
              .header("Content-Type", "application/json")
              .POST(
                  BodyPublishers.ofString(
                      "{\"target_primary_region\": \"west\", \"failover_type\": \"PLANNED\"}")));
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(List.copyOf(audit.list))
                      .map(ILoggingEvent::getFormattedMessage)
                      .containsExactly(
                          "127.0.0.1 POST " + GROUP + "/pause -> 401",
                          "127.0.0.1 POST " + GROUP + "/failover (PLANNED to west) -> 202"));
      assertThat(audit.list.toString()).doesNotContain(TOKEN);
    } finally {
      logger.detachAppender(audit);
    }
  }
}
