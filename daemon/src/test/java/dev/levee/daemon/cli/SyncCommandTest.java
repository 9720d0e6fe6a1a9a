package dev.levee.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.daemon.testing.TestingTime;
import dev.levee.sync.model.HoldReason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncCommandTest {
  @TempDir Path folder;
  private CommandFixture levee;
  private String config;

  @BeforeEach
  void prepare() {
    levee = new CommandFixture(folder);
    config = levee.config().toString();
  }

  @Test
  void aCaughtUpGroupIsSummedUp() {
    assertThat(levee.run("sync", "--config", config)).isZero();
    assertThat(levee.out())
        .isEqualTo(
            """
            lakehouse: east -> west, caught up
            1 table, 0 held; 12 commits published, 36 files (12.0 KiB) copied, 0 files (0 B) to go
            TABLE              STATE    PRIMARY  SECONDARY  FILES COPIED  BYTES COPIED
            data/sales/orders  TAILING  v12      v12        36            12.0 KiB
            """);
    assertThat(levee.engine().started()).isTrue();
    assertThat(levee.engine().closed()).isTrue();
  }

  @Test
  void warningsAreShownAndTheSameOneOfManyTablesOnce() {
    levee.engine().group().warned("sales/a", "odd").warned("sales/b", "odd").warned("sales/c", "x");

    assertThat(levee.run("sync", "--config", config)).isZero();
    assertThat(levee.out())
        .endsWith(
            """

            warning: data/sales/a and 1 more: odd
            warning: data/sales/c: x
            """);
  }

  @Test
  void heldTablesAreNamedWithReasonAndRemedy() {
    levee.engine().group().withHeld("sales/broken", HoldReason.GAP, "commit 5 is\u001b missing");

    assertThat(levee.run("sync", "--config", config)).isEqualTo(4);
    assertThat(levee.out())
        .contains("2 tables, 1 held;")
        .contains("data/sales/broken  HELD GAP  v5       v4 ")
        .contains("data/sales/broken is held: GAP since 2026-11-21T09:59:00Z")
        .contains("  found:  commit 5 is\uFFFD missing")
        .contains("  remedy: " + HoldReason.GAP.remedy());
  }

  @Test
  void aGroupThatIsNotCaughtUpInTimeSaysWhy() {
    levee.engine().group().neverCaughtUp().ownedBy("daemon-2");
    levee.engine().group().withHeld("x", HoldReason.GAP, "gap");

    assertThat(levee.run("sync", "--config", config, "--timeout", "50ms")).isEqualTo(5);
    assertThat(levee.out())
        .startsWith("lakehouse: east -> west, NOT caught up: daemon-2 works on the group");
    assertThat(levee.engine().closed()).isTrue();
  }

  @Test
  void aGroupThatWasNotTakenInTimeSaysSo() {
    levee.engine().group().neverCaughtUp().ownedBy("");

    assertThat(levee.run("sync", "--config", config, "--timeout", "50ms")).isEqualTo(5);
    assertThat(levee.out())
        .contains("NOT caught up: it has no owner yet; first both regions' control records");
  }

  @Test
  void itEndsInGoodOrderWhenAsked() {
    levee.engine().group().neverCaughtUp();
    levee.stop().ask();

    assertThat(levee.run("sync", "--config", config)).isEqualTo(1);
    assertThat(levee.engine().closed()).isTrue();
  }

  @Test
  void aGroupThatAnotherDaemonHasIsNotWaitedForForEver() {
    levee.engine().group().neverCaughtUp().ownedBy("daemon-2");
    TestingTime passing =
        new TestingTime() {
          @Override
          public synchronized long nanoTime() {
            sleep(Duration.ofSeconds(1));
            return super.nanoTime();
          }
        };

    assertThat(levee.withTime(passing).run("sync", "--config", config)).isEqualTo(5);
    assertThat(levee.out()).contains("NOT caught up: daemon-2 works on the group");
    assertThat(passing.now()).isBefore(TestingTime.START.plus(Duration.ofMinutes(5)));
  }

  @Test
  void theAnswerInJsonHasTheDocumentsOfTheAdminPort() throws IOException {
    assertThat(levee.withTime(new TestingTime()).run("sync", "--json", "--config", config))
        .isZero();

    JsonNode answer = new ObjectMapper().readTree(levee.out());
    assertThat(answer.get("caught_up").asBoolean()).isTrue();
    JsonNode group = answer.get("failover_groups").get(0);
    assertThat(group.at("/group/name").asText()).isEqualTo("lakehouse");
    assertThat(group.at("/group/replication_lag_ms").asLong()).isEqualTo(1200);
    assertThat(group.at("/tables/0/secondary_version").asLong()).isEqualTo(12);
  }
}
