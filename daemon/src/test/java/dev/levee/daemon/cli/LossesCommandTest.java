package dev.levee.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.daemon.config.ConfigLoader;
import dev.levee.daemon.config.LeveeConfig;
import dev.levee.daemon.stores.ConfiguredEngines;
import dev.levee.sync.engine.FailoverRequest;
import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.engine.ReplicationEngine;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code levee losses} and {@code levee quarantine} after an old primary came back. */
class LossesCommandTest {
  private static final RegionName WEST = new RegionName("west");

  @TempDir Path folder;
  private ReplicatedFolders folders;

  @BeforeEach
  void loseTwoCommits() throws IOException, InterruptedException {
    folders = new ReplicatedFolders(folder).with("basic");
    Map<String, String> none = Map.of();
    LeveeConfig config = new ConfigLoader(none::get).load(folder.resolve("levee.yaml"));
    try (ReplicationEngine engine = new ConfiguredEngines(new SystemTime()).create(config)) {
      engine.start();
      GroupControl group = engine.groups().get(0);
      assertThat(group.awaitCaughtUp(Duration.ofSeconds(60))).isTrue();
      await(() -> group.status().state() == GroupState.ACTIVE);
      group.pause();
      await(() -> group.status().paused());
      Files.write(folders.table("east", "basic").resolve("part-lost.parquet"), new byte[1234]);
      commit(
          17,
          "{\"add\":{\"path\":\"part-lost.parquet\",\"partitionValues\":{},\"size\":1234,\"modificationTime\":1,\"dataChange\":true}}\n");
      commit(
          18,
          "{\"add\":{\"path\":\"part-gone.parquet\",\"partitionValues\":{},\"size\":6,\"modificationTime\":1,\"dataChange\":true}}\n");
      var unused =
          group.failover(new FailoverRequest(WEST, FailoverType.FORCED, OptionalLong.empty()));
      await(() -> group.status().primary().equals(WEST));
      group.resume();
      await(() -> Files.exists(folder.resolve("east/_levee/lakehouse/quarantine")));
      await(() -> group.status().state() == GroupState.ACTIVE);
    }
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
  }

  private void commit(long version, String lines) throws IOException {
    Path log = folders.table("east", "basic").resolve("_delta_log");
    Files.writeString(
        log.resolve("%020d.json".formatted(version)),
        "{\"commitInfo\":{\"timestamp\":1,\"operation\":\"WRITE\",\"engineInfo\":\"late\"}}\n"
            + lines);
  }

  private JsonNode json(String... arguments) throws IOException {
    assertThat(folders.levee(arguments)).as(folders.err()).isZero();
    return new ObjectMapper().readTree(folders.out());
  }

  @Test
  void theReportNamesTheVersionsThatWereLost() throws IOException {
    assertThat(folders.levee("losses")).as(folders.err()).isZero();
    assertThat(folders.out())
        .contains("lakehouse epoch 2: FORCED failover east -> west at ")
        .containsPattern("data/basic +v16 +\\S+Z +v17 +\\d+ +v17-v18\n");
    JsonNode failover = json("losses", "lakehouse", "--json").at("/failover_groups/0/failovers/0");
    assertThat(failover.get("failover_type").asText()).isEqualTo("FORCED");
    assertThat(failover.at("/tables/0/last_version").asLong()).isEqualTo(16);
    assertThat(failover.at("/tables/0/lost_versions").toString()).isEqualTo("[17,18]");
  }

  @Test
  void theQuarantineIsListedWithItsFiles() throws IOException {
    assertThat(folders.levee("quarantine", "list")).as(folders.err()).isZero();
    assertThat(folders.out())
        .containsPattern("lakehouse +data/basic +east +v17-v18 +2 +1\\.2 KiB +\\S+Z\n");
    assertThat(folders.levee("quarantine", "show", "lakehouse", "data/basic")).isZero();
    assertThat(folders.out())
        .contains("data/basic in east, after v16")
        .containsPattern("v17 +\\S+Z +WRITE +late +1 file \\(append\\) +1\\.2 KiB +0\n")
        .containsPattern("v18 +\\S+Z +WRITE +late +1 file \\(append\\) +6 B +1\n");
    JsonNode shown =
        json("quarantine", "show", "lakehouse", "data/basic", "--json").at("/quarantined/0");
    assertThat(shown.at("/commits/1/files_gone/0").asText()).isEqualTo("part-gone.parquet");
    assertThat(folders.levee("quarantine", "show", "lakehouse", "data/other")).isEqualTo(1);
  }
}
