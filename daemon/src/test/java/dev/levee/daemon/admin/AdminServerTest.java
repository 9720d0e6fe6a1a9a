package dev.levee.daemon.admin;

import static dev.levee.daemon.admin.AdminFixture.GROUP;
import static dev.levee.daemon.admin.AdminFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.daemon.config.AdminConfig;
import dev.levee.daemon.config.ListenAddress;
import dev.levee.daemon.stableurl.StableUrls;
import dev.levee.daemon.testing.TestingTime;
import dev.levee.sync.engine.ReplicationEvent.Kind;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.model.HoldReason;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminServerTest {
  private static final String TO_WEST =
      "{\"target_primary_region\": \"west\", \"failover_type\": \"FORCED\", \"etag\": \"7\"}";

  @TempDir Path folder;
  private AdminFixture admin;

  @BeforeEach
  void open() {
    admin = AdminFixture.open(folder);
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void aGroupIsShownWithTheFieldsOfTheDisasterRecoveryApi() {
    HttpResponse<String> response = admin.get(GROUP);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    JsonNode group = json(response);
    assertThat(group.get("name").asText()).isEqualTo("lakehouse");
    assertThat(group.get("regions")).map(JsonNode::asText).containsExactly("east", "west");
    assertThat(group.get("initial_primary_region").asText()).isEqualTo("east");
    assertThat(group.get("effective_primary_region").asText()).isEqualTo("east");
    assertThat(group.get("state").asText()).isEqualTo("ACTIVE");
    assertThat(group.get("replication_point").asText()).isEqualTo("2026-11-21T09:59:58.800Z");
    assertThat(group.get("replication_lag_ms").asLong()).isEqualTo(1200);
    assertThat(group.get("etag").asText()).isEqualTo("7");
    assertThat(group.get("role").asText()).isEqualTo("OWNER");
    assertThat(group.get("problem").isNull()).isTrue();
    assertThat(group.get("progress").get("files_copied").asLong()).isEqualTo(36);
    assertThat(group.get("location_mappings").toString())
        .isEqualTo(
            "[{\"name\":\"data\",\"uri_by_region\":["
                + "{\"region\":\"east\",\"uri\":\"file:///srv/east/data/*\"},"
                + "{\"region\":\"west\",\"uri\":\"file:///srv/west/data/*\"}]}]");
    assertThat(json(admin.get("/v1/failover-groups")).get("failover_groups")).hasSize(1);
  }

  @Test
  void aGroupThatWasNeverReplicatedHasNoLag() {
    admin.engine().group().neverReplicated();

    JsonNode group = json(admin.get(GROUP));
    assertThat(group.get("replication_lag_ms").isNull()).isTrue();
    assertThat(group.get("replication_point").isNull()).isTrue();
  }

  @Test
  void tablesAreShownWithTheirHoldsAndRemedies() {
    admin.engine().group().withHeld("sales/broken", HoldReason.GAP, "commit 5 is missing");

    JsonNode tables = json(admin.get(GROUP + "/tables")).get("tables");
    assertThat(tables).hasSize(2);
    assertThat(tables.get(0).get("name").asText()).isEqualTo("data/sales/orders");
    assertThat(tables.get(0).get("primary_root").asText())
        .isEqualTo("file:///srv/east/data/sales/orders/");
    assertThat(tables.get(0).get("phase").asText()).isEqualTo("TAILING");
    assertThat(tables.get(0).get("primary_version").asLong()).isEqualTo(12);
    assertThat(tables.get(0).get("hold").isNull()).isTrue();
    JsonNode hold = tables.get(1).get("hold");
    assertThat(hold.get("reason").asText()).isEqualTo("GAP");
    assertThat(hold.get("detail").asText()).isEqualTo("commit 5 is missing");
    assertThat(hold.get("remedy").asText()).isEqualTo(HoldReason.GAP.remedy());
    assertThat(hold.get("since").asText()).isEqualTo("2026-11-21T09:59:00Z");
  }

  @Test
  void eventsAreAskedForFromASequenceOn() {
    admin.engine().group().event(Kind.WARNING, "look");

    assertThat(json(admin.get(GROUP + "/events")).get("events")).hasSize(2);
    JsonNode later = json(admin.get(GROUP + "/events?after=1")).get("events");
    assertThat(later).hasSize(1);
    assertThat(later.get(0).get("message").asText()).isEqualTo("look");
    assertThat(later.get(0).get("kind").asText()).isEqualTo("WARNING");
    assertThat(admin.get(GROUP + "/events?after=x").statusCode()).isEqualTo(400);
  }

  @Test
  void pauseResumeAndWakeReachTheGroup() {
    HttpResponse<String> paused = admin.post(GROUP + "/pause", "");
    assertThat(paused.statusCode()).isEqualTo(200);
    assertThat(json(paused).get("paused").asBoolean()).isTrue();

    assertThat(json(admin.post(GROUP + "/resume", "{}")).get("paused").asBoolean()).isFalse();

    assertThat(admin.post(GROUP + "/wake", "").statusCode()).isEqualTo(202);
    assertThat(admin.engine().group().wakes()).isEqualTo(1);
    assertThat(admin.post(GROUP + "/wake", "{\"now\": true}").statusCode()).isEqualTo(400);
  }

  @Test
  void aFailoverIsAcceptedAndTheSameRequestAgainDoesNotFlipBack() {
    HttpResponse<String> accepted = admin.post(GROUP + "/failover", TO_WEST);
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(json(accepted).get("state").asText()).isEqualTo("FAILING_OVER");

    while (json(admin.get(GROUP)).get("state").asText().equals("FAILING_OVER")) {
      assertThat(refused(admin.post(GROUP + "/failover", TO_WEST), 409)).isEqualTo("IN_PROGRESS");
    }
    assertThat(json(admin.get(GROUP)).get("effective_primary_region").asText()).isEqualTo("west");
    assertThat(refused(admin.post(GROUP + "/failover", TO_WEST), 409)).isEqualTo("WRONG_EPOCH");
    HttpResponse<String> again = admin.post(GROUP + "/failover", TO_WEST.replace("7", "8"));
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again).get("effective_primary_region").asText()).isEqualTo("west");
  }

  @Test
  void aFailoverThatCannotBeIsRefusedWithItsReason() {
    String path = GROUP + "/failover";
    assertThat(refused(admin.post(path, TO_WEST.replace("west", "north")), 400))
        .isEqualTo("UNKNOWN_REGION");
    assertThat(refused(admin.post(path, TO_WEST.replace("7", "six")), 409))
        .isEqualTo("WRONG_EPOCH");

    admin.engine().group().in(GroupState.INITIAL_REPLICATION);
    assertThat(refused(admin.post(path, TO_WEST), 409)).isEqualTo("INITIAL_REPLICATION");

    admin.engine().group().in(GroupState.ACTIVE).withHeld("x", HoldReason.GAP, "gap");
    assertThat(refused(admin.post(path, TO_WEST.replace("FORCED", "PLANNED")), 409))
        .isEqualTo("NOT_LOSSLESS");

    admin.engine().group().ownedBy("daemon-2");
    assertThat(refused(admin.post(path, TO_WEST), 409)).isEqualTo("NOT_OWNER");
  }

  @Test
  void aRequestToValidateOnlyChangesNothing() {
    HttpResponse<String> preview =
        admin.post(GROUP + "/failover", TO_WEST.replace("}", ", \"validate_only\": true}"));
    assertThat(preview.statusCode()).isEqualTo(200);
    assertThat(json(preview).get("accepted").asBoolean()).isTrue();
    assertThat(json(preview).at("/tables/0/commits_at_risk").asLong()).isEqualTo(2);
    assertThat(json(preview).at("/group/state").asText()).isEqualTo("ACTIVE");
    assertThat(json(admin.get(GROUP)).get("state").asText()).isEqualTo("ACTIVE");
  }

  @Test
  void aFailoverBodyIsReadStrictly() {
    String path = GROUP + "/failover";
    List<String> bad =
        List.of(
            "",
            "{",
            "null",
            "[]",
            "{}",
            "{\"target_primary_region\": \"west\"}",
            "{\"failover_type\": \"FORCED\"}",
            TO_WEST.replace("FORCED", "forced"),
            TO_WEST.replace("\"FORCED\"", "1"),
            TO_WEST.replace("west", "../west"),
            TO_WEST.replace("}", ", \"force\": true}"),
            TO_WEST.replace("}", ", \"validate_only\": \"true\"}"),
            TO_WEST.replace("}", ", \"validate_only\": 1}"),
            TO_WEST.replace("}", ", \"validateOnly\": true}"),
            TO_WEST.replace("}", ", \"etag\": \"7\"}"),
            TO_WEST + "{}");
    for (String body : bad) {
      assertThat(refused(admin.post(path, body), 400)).as(body).isEqualTo("INVALID_BODY");
    }
    assertThat(json(admin.get(GROUP)).get("state").asText()).isEqualTo("ACTIVE");
  }

  @Test
  void anUnknownGroupOrAddressIsNotFound() {
    assertThat(refused(admin.get("/v1/failover-groups/other"), 404)).isEqualTo("UNKNOWN_GROUP");
    assertThat(refused(admin.post("/v1/failover-groups/other/pause", ""), 404))
        .isEqualTo("UNKNOWN_GROUP");
    assertThat(refused(admin.get("/v2/failover-groups"), 404)).isEqualTo("NOT_FOUND");
  }

  @Test
  void readinessTellsWhatIsMissing() {
    assertThat(admin.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(admin.get("/readyz").statusCode()).isEqualTo(200);

    admin.engine().group().ownedBy("");
    HttpResponse<String> notReady = admin.get("/readyz");
    assertThat(notReady.statusCode()).isEqualTo(503);
    assertThat(json(notReady).get("reasons").get(0).asText())
        .isEqualTo("group lakehouse has no owner yet");

    admin.engine().group().ownedBy("daemon-2").in(GroupState.CREATING);
    assertThat(json(admin.get("/readyz")).get("reasons").get(0).asText())
        .isEqualTo("group lakehouse is being created");
  }

  @Test
  void metricsHaveTheirDocumentedNames() {
    admin.engine().group().withHeld("sales/broken", HoldReason.GAP, "commit 5 is missing");

    HttpResponse<String> response = admin.get("/metrics");
    assertThat(response.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
    assertThat(response.body())
        .contains(
            "levee_replication_lag_seconds{group=\"lakehouse\"} 1.2\n",
            "levee_replication_point_seconds{group=\"lakehouse\"} 1.7952551988E9\n",
            "levee_tables{group=\"lakehouse\"} 2.0\n",
            "levee_tables_held{group=\"lakehouse\"} 1.0\n",
            "levee_tables_held_by_reason{group=\"lakehouse\",reason=\"gap\"} 1.0\n",
            "levee_tables_by_phase{group=\"lakehouse\",phase=\"tailing\"} 1.0\n",
            "levee_group_state{group=\"lakehouse\",state=\"active\"} 1.0\n",
            "levee_group_state{group=\"lakehouse\",state=\"failing_over\"} 0.0\n",
            "levee_primary_region{group=\"lakehouse\",region=\"east\"} 1.0\n",
            "levee_commits_published_total{group=\"lakehouse\"} 17.0\n",
            "levee_files_copied_total{group=\"lakehouse\"} 51.0\n",
            "levee_bytes_copied_total{group=\"lakehouse\"} 17408.0\n",
            "levee_epoch{group=\"lakehouse\"} 7.0\n",
            "levee_table_replication_lag_seconds{group=\"lakehouse\",table=\"data/sales/orders\"} 1.2\n",
            "jvm_memory_used_bytes");
  }

  @Test
  void onlyTheTablesFurthestBehindHaveTheirOwnMetric() {
    for (int i = 0; i < 80; i++) {
      admin.engine().group().withHeld("t" + i, HoldReason.GAP, "gap");
    }

    assertThat(admin.get("/metrics").body().lines())
        .filteredOn(line -> line.startsWith("levee_table_replication_lag_seconds{"))
        .hasSize(50);
  }

  @Test
  void aSurpriseIsAnsweredWithoutItsTrace() {
    admin.engine().group().failing(new IllegalStateException("the inner workings"));

    HttpResponse<String> response = admin.get(GROUP);
    assertThat(refused(response, 500)).isEqualTo("INTERNAL_ERROR");
    assertThat(response.body()).doesNotContain("inner workings", "Exception", "at dev.levee");
  }

  @Test
  void aPortThatIsTakenIsSaidSo() {
    AdminConfig taken =
        new AdminConfig(new ListenAddress("127.0.0.1", admin.port()), Optional.empty(), List.of());
    AdminServer second =
        new AdminServer(taken, admin.engine(), StableUrls.none(), new TestingTime());

    assertThatThrownBy(second::start)
        .isInstanceOf(AdminPortException.class)
        .hasMessageContaining("127.0.0.1:" + admin.port())
        .hasMessageContaining("is taken");
    second.close();
  }

  private static String refused(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    JsonNode error = json(response);
    assertThat(error.get("message").asText()).isNotBlank();
    return error.get("error_code").asText();
  }
}
