package dev.levee.daemon.stableurl;

import static dev.levee.daemon.stableurl.StableUrlFixture.ANYWHERE;
import static dev.levee.daemon.stableurl.StableUrlFixture.CATALOG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.levee.daemon.report.StableUrlReport.Serving;
import dev.levee.daemon.report.StableUrlTraffic.Outcome;
import dev.levee.daemon.testing.SampleReplica;
import dev.levee.sync.catalog.standin.MetastoreState;
import dev.levee.sync.catalog.standin.StandInSettings;
import dev.levee.sync.catalog.standin.UnityCatalogStandIn;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.model.RegionName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests through a stable URL, over real HTTP. */
class StableUrlTest {
  private static final RegionName WEST = new RegionName("west");
  private static final String TOKEN = "the-clients-own-token";

  @TempDir Path folder;

  private static UnityCatalogStandIn server(String name) {
    return UnityCatalogStandIn.start(new MetastoreState(name), StandInSettings.authorized(TOKEN));
  }

  @Test
  void requestsGoToThePrimarysServerWhicheverThatIs() throws Exception {
    try (UnityCatalogStandIn east = server("east");
        UnityCatalogStandIn west = server("west");
        StableUrlFixture levee =
            new StableUrlFixture(folder, east.uri().toString(), west.uri().toString(), ANYWHERE)) {
      HttpResponse<String> created =
          levee.send(
              levee
                  .request(CATALOG + "/catalogs")
                  .header("Authorization", "Bearer " + TOKEN)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{\"name\":\"sales\"}")));
      assertThat(created.statusCode()).isEqualTo(200);
      assertThat(created.headers().firstValue("Levee-Served-From")).hasValue("primary");
      assertThat(levee.get(CATALOG + "/catalogs").statusCode())
          .as("the server decides who may ask, and nobody's token is added")
          .isEqualTo(401);
      assertThat(levee.report().target()).hasValue(east.uri().toString());

      levee.group().switchTo(WEST);
      HttpResponse<String> read =
          levee.send(
              levee
                  .request(CATALOG + "/catalogs/sales")
                  .header("Authorization", "Bearer " + TOKEN));

      assertThat(read.statusCode()).isEqualTo(404);
      assertThat(read.body()).contains("CATALOG_NOT_FOUND");
      assertThat(west.requests()).hasSize(1);
      assertThat(levee.report().effectivePrimaryRegion()).isEqualTo("west");
      levee.awaitRequests(Outcome.PRIMARY, 3);
    }
  }

  @Test
  void aRequestUnderWayEndsWhereItBeganWhenTheGroupFailsOver() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (Upstream east =
            Upstream.doing(
                exchange -> {
                  goOn.await();
                  Upstream.send(exchange, 200, "from east");
                });
        Upstream west = Upstream.saying("from west");
        StableUrlFixture levee = new StableUrlFixture(folder, east.uri(), west.uri(), ANYWHERE)) {
      CompletableFuture<HttpResponse<String>> begun =
          levee.begin(levee.request(CATALOG + "/catalogs").GET());
      await().until(() -> east.count() == 1);
      assertThat(levee.report().inFlight()).isEqualTo(1);

      levee.group().switchTo(WEST);
      assertThat(levee.get(CATALOG + "/catalogs").body()).isEqualTo("from west");
      goOn.countDown();

      assertThat(begun.get().body()).isEqualTo("from east");
      await().until(() -> levee.report().inFlight() == 0);
    }
  }

  @Test
  void whileTheGroupFailsOverNothingIsWritten() throws Exception {
    try (Upstream east = Upstream.saying("from east");
        StableUrlFixture levee = new StableUrlFixture(folder, east.uri(), "", ANYWHERE)) {
      levee.group().in(GroupState.FAILING_OVER).staying();

      HttpResponse<String> write = levee.post(CATALOG + "/catalogs", "{}");

      assertThat(write.statusCode()).isEqualTo(503);
      assertThat(write.headers().firstValue("Retry-After")).isPresent();
      assertThat(write.body()).contains("failing over");
      assertThat(levee.get(CATALOG + "/catalogs").body()).isEqualTo("from east");
      assertThat(east.count()).isEqualTo(1);
      levee.awaitRequests(Outcome.REFUSED, 1);
    }
  }

  @Test
  void theReplicaAnswersReadsWhenTheServerIsGone() throws Exception {
    Upstream east = Upstream.saying("from east");
    try (StableUrlFixture levee = new StableUrlFixture(folder, east.uri(), "", ANYWHERE)) {
      SampleReplica.write(levee.group().replica(WEST), 1, "east");
      assertThat(levee.report().serving()).isEqualTo(Serving.PRIMARY);
      east.close();

      HttpResponse<String> read = levee.get(CATALOG + "/tables/sales.eu.orders");
      HttpResponse<String> list =
          levee.get(CATALOG + "/tables?catalog_name=sales&schema_name=eu&max_results=1");
      HttpResponse<String> write = levee.post(CATALOG + "/catalogs", "{}");
      HttpResponse<String> grants = levee.get(CATALOG + "/permissions/catalog/sales");

      assertThat(read.statusCode()).isEqualTo(200);
      assertThat(read.headers().firstValue("Levee-Served-From")).hasValue("replica");
      assertThat(read.body()).contains("file:///srv/west/data/orders");
      assertThat(list.body()).contains("\"next_page_token\":\"orders\"");
      assertThat(write.statusCode()).isEqualTo(502);
      assertThat(write.body()).contains("cannot be connected to", "error_code");
      assertThat(grants.statusCode()).isEqualTo(502);
      assertThat(levee.report().serving()).isEqualTo(Serving.REPLICA);
      levee.awaitRequests(Outcome.REPLICA, 2);
      levee.awaitRequests(Outcome.FAILED, 2);
    }
  }

  @Test
  void theReplicaAnswersWhereThePrimaryHasNoServer() throws Exception {
    try (Upstream east = Upstream.saying("from east");
        StableUrlFixture levee = new StableUrlFixture(folder, east.uri(), "", ANYWHERE)) {
      SampleReplica.write(levee.group().replica(WEST), 1, "east");
      levee.group().switchTo(WEST);

      assertThat(levee.get(CATALOG + "/catalogs/sales").statusCode()).isEqualTo(200);
      HttpResponse<String> write = levee.post(CATALOG + "/catalogs", "{}");
      assertThat(write.statusCode()).isEqualTo(405);
      assertThat(write.body()).contains("read-only replica");
      assertThat(levee.get("/api/1.0/unity-control/scim2/Users").statusCode()).isEqualTo(502);
      assertThat(levee.report().target()).isEmpty();
      assertThat(east.count()).isZero();
    }
  }

  @Test
  void requestsUnderWayEndWhenTheDaemonStops() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (Upstream east =
        Upstream.doing(
            exchange -> {
              goOn.await();
              Upstream.send(exchange, 200, "to the end");
            })) {
      StableUrlFixture levee = new StableUrlFixture(folder, east.uri(), "", ANYWHERE);
      CompletableFuture<HttpResponse<String>> begun =
          levee.begin(levee.request(CATALOG + "/catalogs").GET());
      await().until(() -> east.count() == 1);

      CompletableFuture<Void> closed = CompletableFuture.runAsync(levee::close);
      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> levee.get(CATALOG + "/catalogs"))
                      .isInstanceOf(IOException.class));
      assertThat(closed).isNotDone();
      goOn.countDown();

      assertThat(begun.get().body()).isEqualTo("to the end");
      closed.get();
    }
  }

  @Test
  void nothingGoesOnBeforeThePrimaryIsKnown() throws Exception {
    try (Upstream east = Upstream.saying("from east");
        StableUrlFixture levee = new StableUrlFixture(folder, east.uri(), "", ANYWHERE)) {
      levee.group().notKnownYet();

      HttpResponse<String> read = levee.get(CATALOG + "/catalogs");

      assertThat(read.statusCode()).isEqualTo(503);
      assertThat(read.headers().firstValue("Retry-After")).isPresent();
      assertThat(levee.report().serving()).isEqualTo(Serving.NOBODY);
      assertThat(east.count()).isZero();
    }
  }

  @Test
  void anAnswerThatBreaksOffIsNotTakenForWhole() throws Exception {
    try (ServerSocket east = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        StableUrlFixture levee =
            new StableUrlFixture(folder, "http://127.0.0.1:" + east.getLocalPort(), "", ANYWHERE)) {
      CompletableFuture<HttpResponse<String>> begun =
          levee.begin(levee.request(CATALOG + "/catalogs").GET());
      try (Socket connection = east.accept();
          Scanner request = new Scanner(connection.getInputStream(), StandardCharsets.UTF_8)) {
        // What is left unread would make the end a reset, which may overtake what was written.
        while (!request.nextLine().isEmpty()) {}
        connection
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
                    .getBytes(StandardCharsets.UTF_8));
      }

      assertThatThrownBy(begun::get).hasCauseInstanceOf(IOException.class);
      levee.awaitRequests(Outcome.FAILED, 1);
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsNotWaitedForLong() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (Upstream east = Upstream.doing(exchange -> never.await());
        StableUrlFixture levee = new StableUrlFixture(folder, east.uri(), "", ANYWHERE)) {
      HttpResponse<String> write = levee.post(CATALOG + "/catalogs", "{}");

      assertThat(write.statusCode()).isEqualTo(504);
      assertThat(write.body()).contains("did not answer within 2 s");
    }
  }
}
