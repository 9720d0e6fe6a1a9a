package dev.levee.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.daemon.admin.AdminServer;
import dev.levee.daemon.config.AdminConfig;
import dev.levee.daemon.config.LeveeConfig;
import dev.levee.daemon.config.ListenAddress;
import dev.levee.daemon.config.Secret;
import dev.levee.daemon.stableurl.StableUrls;
import dev.levee.daemon.testing.SampleCatalogStatus;
import dev.levee.daemon.testing.TestingConfig;
import dev.levee.daemon.testing.TestingTime;
import dev.levee.sync.engine.ReplicationEvent.Kind;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.model.HoldReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The thin clients against a real admin port. */
class ClientCommandsTest {
  private static final String TOKEN = "0123456789abcdef";

  @TempDir Path folder;
  private CommandFixture levee;
  private AdminServer admin;

  @BeforeEach
  void open() throws IOException {
    levee = new CommandFixture(folder).withTime(new TestingTime());
    AdminConfig config =
        new AdminConfig(
            new ListenAddress("127.0.0.1", 0), Optional.of(new Secret(TOKEN)), List.of());
    admin = new AdminServer(config, levee.engine(), StableUrls.none(), new TestingTime());
    admin.start();
    Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    levee
        .withVariable("LEVEE_ADMIN", "http://127.0.0.1:" + admin.port())
        .withVariable("LEVEE_TOKEN_FILE", token.toString());
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void statusIsATable() {
    assertThat(levee.run("status")).isZero();
    assertThat(levee.out())
        .isEqualTo(
            """
            GROUP      STATE   PRIMARY  SECONDARY  REPLICATED    TABLES  HELD  NOTE
            lakehouse  ACTIVE  east     west       1.2 s behind  1       0
            """);
  }

  @Test
  void statusSaysWhereAStableUrlLeads() throws IOException {
    Path config = Files.createDirectory(folder.resolve("stable"));
    LeveeConfig loaded =
        TestingConfig.withCatalog(config, "http://127.0.0.1:1", "", "{listen: '127.0.0.1:0'}");
    try (StableUrls urls = new StableUrls(loaded, levee.engine(), new TestingTime());
        AdminServer other =
            new AdminServer(loaded.admin(), levee.engine(), urls, new TestingTime())) {
      urls.start();
      other.start();

      assertThat(levee.run("status", "--admin", "http://127.0.0.1:" + other.port())).isZero();
      assertThat(levee.out())
          .contains(
              "stable URL of lakehouse: %s -> the catalog server of east"
                  .formatted(urls.reports().get(0).url()));
    }
  }

  @Test
  void catalogStatusSaysWhatDoesNotFit() {
    assertThat(levee.run("catalog", "status", "lakehouse")).isEqualTo(ExitCode.FAILED.code());
    assertThat(levee.err()).contains("replicates no catalog");
    levee.engine().group().withCatalog(SampleCatalogStatus.withMisfits());

    assertThat(levee.run("catalog", "status", "lakehouse")).isZero();
    assertThat(levee.out())
        .contains("source      http://east:8080")
        .contains("replicated  5.0 s behind")
        .contains("version 3, 12 assets, 1 of them dropped")
        .contains("2 x UNSUPPORTED_FEATURE (owner)")
        .doesNotContain("sales.eu.orders");

    assertThat(levee.run("catalog", "status", "lakehouse", "--misfits")).isZero();
    assertThat(levee.out()).contains("table sales.eu.orders, its owner: UNSUPPORTED_FEATURE");

    assertThat(levee.run("catalog", "status", "lakehouse", "--json")).isZero();
    assertThat(levee.out()).contains("\"misfit_counts\"");
  }

  @Test
  void statusNamesWhatIsWrong() {
    levee
        .engine()
        .group()
        .withHeld("sales/broken", HoldReason.GAP, "commit 5 is missing")
        .neverReplicated()
        .ownedBy("daemon-2");

    assertThat(levee.run("status", "lakehouse")).isZero();
    assertThat(levee.out())
        .contains("not replicated yet  2       1     standby, owner daemon-2")
        .contains("data/sales/broken is held: GAP")
        .contains("remedy: " + HoldReason.GAP.remedy());
  }

  @Test
  void tablesAndEventsAreShown() {
    levee.engine().group().withHeld("sales/broken", HoldReason.GAP, "commit 5 is missing");
    assertThat(levee.run("tables")).isZero();
    assertThat(levee.out())
        .contains("data/sales/orders  TAILING   v12      v12        36            12.0 KiB")
        .contains("data/sales/broken  HELD GAP  v5       v4         15            5.0 KiB");
    assertThat(levee.run("tables", "--held")).isZero();
    assertThat(levee.out()).contains("data/sales/broken").doesNotContain("data/sales/orders");

    levee.engine().group().event(Kind.WARNING, "forged\nline");
    assertThat(levee.run("events")).isZero();
    assertThat(levee.out())
        .isEqualTo(
            """
            2026-11-21T10:00:00Z  lakehouse  TABLE_LIVE  data/sales/orders is readable in the secondary
            2026-11-21T10:00:00Z  lakehouse  WARNING  forged\uFFFDline
            """);
  }

  @Test
  void followingShowsEachEventOnceUntilItIsStopped() {
    levee.withTime(
        new TestingTime() {
          private int sleeps;

          @Override
          public synchronized void sleep(java.time.Duration duration) {
            levee.engine().group().event(Kind.WARNING, "event " + ++sleeps);
            if (sleeps == 3) {
              levee.stop().ask();
            }
          }
        });

    assertThat(levee.run("events", "--follow", "--json")).isZero();
    assertThat(levee.out().lines())
        .hasSize(4)
        .allMatch(line -> line.startsWith("{\"group\":\"lakehouse\",\"event\":{\"sequence\":"));
  }

  @Test
  void jsonIsWhatTheDaemonSays() throws IOException {
    assertThat(levee.run("status", "--json")).isZero();
    JsonNode groups = new ObjectMapper().readTree(levee.out());
    assertThat(groups.at("/failover_groups/0/effective_primary_region").asText()).isEqualTo("east");
    assertThat(levee.run("tables", "--json", "lakehouse")).isZero();
    assertThat(levee.out()).contains("\"phase\" : \"TAILING\"");
    assertThat(levee.run("pause", "--json", "lakehouse")).isZero();
    assertThat(levee.out()).contains("\"paused\" : true");
  }

  @Test
  void pauseAndResumeShowTheGroup() {
    assertThat(levee.run("pause", "lakehouse")).isZero();
    assertThat(levee.out()).contains("paused");
    assertThat(levee.run("resume", "lakehouse")).isZero();
    assertThat(levee.out()).doesNotContain("paused");
  }

  @Test
  void aFailoverShowsItsStepsAndItsEnd() {
    assertThat(levee.run("failover", "lakehouse", "--to", "west", "--planned", "--yes")).isZero();
    assertThat(levee.out())
        .isEqualTo(
            """
            2026-11-21T10:00:00Z  lakehouse  FAILOVER  failing over to west
            2026-11-21T10:00:00Z  lakehouse  STATE_CHANGED  the group is INITIAL_REPLICATION now
            west is the primary of lakehouse now, state INITIAL_REPLICATION
            """);

    assertThat(levee.run("failover", "lakehouse", "--to", "west", "--planned")).isZero();
    assertThat(levee.out()).isEqualTo("west already is the primary of lakehouse\n");
  }

  @Test
  void aFailoverWithoutWaitingReturnsAtOnce() {
    assertThat(levee.run("failover", "lakehouse", "--to", "west", "--forced", "--yes", "--no-wait"))
        .isZero();
    assertThat(levee.out()).isEqualTo("accepted: lakehouse is FAILING_OVER\n");
  }

  @Test
  void aFailoverThatFailsIsAFailure() {
    levee.engine().group().endingFailoverIn(GroupState.FAILOVER_FAILED, "west cannot be reached");
    assertThat(levee.run("failover", "lakehouse", "--to", "west", "--forced", "--yes"))
        .isEqualTo(1);
    assertThat(levee.err())
        .contains(
            "did not succeed: lakehouse is FAILOVER_FAILED, its primary is east"
                + " (west cannot be reached)");
  }

  @Test
  void aFailoverThatIsCalledOffIsAFailure() {
    levee.engine().group().endingFailoverIn(GroupState.ACTIVE, "writers did not stop");
    assertThat(levee.run("failover", "lakehouse", "--to", "west", "--planned", "--yes"))
        .isEqualTo(1);
    assertThat(levee.err()).contains("lakehouse is ACTIVE", "writers did not stop");
  }

  @Test
  void aFailoverIsOnlyDoneWhenSomeoneConfirmsIt() {
    String[] command = {"failover", "lakehouse", "--to", "west", "--forced"};
    assertThat(levee.run(command)).isEqualTo(6);
    assertThat(levee.err()).contains("--yes");

    List<String> questions = new ArrayList<>();
    for (String no : List.of("", "n", "west")) {
      levee.withPerson(
          question -> {
            questions.add(question);
            return Optional.of(no);
          });
      assertThat(levee.run(command)).isEqualTo(6);
      assertThat(levee.err()).contains("nothing was changed");
    }
    assertThat(questions.get(0))
        .isEqualTo("Forced failover of lakehouse: east -> west, 1.2 s behind. Go on? [y/N] ");
    assertThat(levee.engine().group().status().state()).isEqualTo(GroupState.ACTIVE);

    assertThat(levee.withPerson(question -> Optional.of("y")).run(command)).isZero();
  }

  @Test
  void theStatusShowsWhoWorksAndWhoStandsBy() {
    levee.engine().group().withStandby("daemon-2");
    assertThat(levee.run("status")).isZero();
    assertThat(levee.out()).contains("owner daemon-1; standing by: daemon-2");
  }

  @Test
  void aDryRunShowsEachTableAndChangesNothing() {
    levee.engine().group().withHeld("sales/returns", HoldReason.GAP, "version 4 is missing");
    assertThat(levee.run("failover", "lakehouse", "--to", "west", "--forced", "--dry-run"))
        .isZero();
    assertThat(levee.out())
        .isEqualTo(
            """
            Dry run: forced failover of lakehouse: east -> west, 1.2 s behind. Nothing is changed.
            TABLE               EAST  WEST  BEHIND              FENCE  HELD
            data/sales/orders   v14   v12   2 commits, 2.0 KiB  v13    -
            data/sales/returns  v7    v4    2 commits, 2.0 KiB  v5     GAP: version 4 is missing
            data at risk: 4 commits of 2 tables, 4.0 KiB, and what is written until the switch
            would be accepted now (etag 7)
            """);
    assertThat(levee.run("failover", "lakehouse", "--to", "west", "--planned", "--dry-run"))
        .isEqualTo(6);
    assertThat(levee.out())
        .contains(
            """
            writers of east: have to be stopped first; the group has no stop_writes
            to be replicated before the switch: 4 commits of 2 tables, 4.0 KiB
            would be refused now: a table is held (NOT_LOSSLESS)
            """);
    assertThat(levee.engine().group().status().state()).isEqualTo(GroupState.ACTIVE);
  }

  @Test
  void whatTheDaemonRefusesHasItsOwnExitCode() {
    assertThat(
            levee.run("failover", "lakehouse", "--to", "west", "--forced", "--yes", "--etag", "6"))
        .isEqualTo(6);
    assertThat(levee.err()).contains("refused: the group is at 7 (WRONG_EPOCH)");
    assertThat(levee.run("failover", "lakehouse", "--to", "north", "--forced", "--yes"))
        .isEqualTo(6);
    assertThat(levee.err()).contains("UNKNOWN_REGION");

    levee.withVariable("LEVEE_TOKEN_FILE", "");
    assertThat(levee.run("pause", "lakehouse")).isEqualTo(6);
    assertThat(levee.err()).contains("--token-file");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThat(levee.run("status", "other")).isEqualTo(1);
    assertThat(levee.err()).isEqualTo("levee: there is no such failover group\n");
    assertThat(levee.run("status", "../x")).isEqualTo(2);
    assertThat(levee.run("status", "--token-file", "/nonexistent/token")).isEqualTo(2);
    assertThat(levee.run("status", "--admin", "127.0.0.1:8686")).isEqualTo(2);
    assertThat(levee.err()).contains("write it like http://127.0.0.1:8686");
  }

  @Test
  void aDaemonThatIsNotThereIsAPreflightFailure() {
    String address = "http://127.0.0.1:" + admin.port() + "/";
    admin.close();

    assertThat(levee.run("status", "--admin", address)).isEqualTo(3);
    assertThat(levee.err()).contains("no daemon answers at", "levee run --config FILE");
  }
}
