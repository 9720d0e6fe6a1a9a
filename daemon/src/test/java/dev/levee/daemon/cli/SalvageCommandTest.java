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
import dev.levee.sync.log.kernel.KernelRows;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.local.LocalObjectStore;
import dev.levee.sync.testing.SparkTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code levee salvage} after an old primary came back with Spark's last four commits. */
class SalvageCommandTest {
  private static final RegionName WEST = new RegionName("west");
  private static final long COMMON = 12;

  @TempDir Path folder;
  private ReplicatedFolders folders;

  @BeforeEach
  void loseTheLastCommits() throws IOException {
    folders = new ReplicatedFolders(folder);
    SortedMap<String, byte[]> spark = SparkTables.files("basic");
    for (Map.Entry<String, byte[]> file : spark.entrySet()) {
      if (!isLost(file.getKey())) {
        write(file);
      }
    }
    Map<String, String> none = Map.of();
    LeveeConfig config = new ConfigLoader(none::get).load(folder.resolve("levee.yaml"));
    try (ReplicationEngine engine = new ConfiguredEngines(new SystemTime()).create(config)) {
      engine.start();
      GroupControl group = engine.groups().get(0);
      await(() -> group.status().state() == GroupState.ACTIVE);
      var unused =
          group.failover(new FailoverRequest(WEST, FailoverType.FORCED, OptionalLong.empty()));
      await(() -> group.status().primary().equals(WEST));
      group.pause();
      await(() -> group.status().paused());
    }
    for (Map.Entry<String, byte[]> file : spark.entrySet()) {
      if (isLost(file.getKey()) && file.getKey().endsWith(".json")) {
        write(file);
      }
    }
  }

  private static boolean isLost(String key) {
    return key.matches("_delta_log/\\d{20}\\..*")
        ? Long.parseLong(key.substring(11, 31)) > COMMON
        : key.equals("_delta_log/_last_checkpoint");
  }

  private void write(Map.Entry<String, byte[]> file) throws IOException {
    Path path = folders.table("east", "basic").resolve(file.getKey());
    Files.createDirectories(path.getParent());
    Files.write(path, file.getValue());
  }

  private void windBack() {
    Map<String, String> none = Map.of();
    LeveeConfig config = new ConfigLoader(none::get).load(folder.resolve("levee.yaml"));
    try (ReplicationEngine engine = new ConfiguredEngines(new SystemTime()).create(config)) {
      engine.start();
      GroupControl group = engine.groups().get(0);
      await(() -> group.status().state() != GroupState.CREATING);
      group.resume();
      await(() -> Files.exists(folder.resolve("east/_levee/lakehouse/quarantine")));
      await(() -> group.status().state() == GroupState.ACTIVE);
    }
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
  }

  private JsonNode json(String... arguments) throws IOException {
    assertThat(folders.levee(arguments)).as(folders.err()).isZero();
    return new ObjectMapper().readTree(folders.out());
  }

  private long rowsInWest() {
    Location root = Location.parse("file://" + folders.table("west", "basic") + "/");
    return KernelRows.summarize(new LocalObjectStore(), root, OptionalLong.empty()).rows();
  }

  @Test
  void lostAppendsAreShownThenAppliedOnce() throws IOException {
    assertThat(folders.levee("salvage", "lakehouse", "data/basic")).isEqualTo(1);
    assertThat(folders.err()).contains("nothing of the table 'data/basic' is in quarantine");
    windBack();
    assertThat(rowsInWest()).isEqualTo(944);
    assertThat(folders.levee("salvage", "lakehouse", "data/basic")).as(folders.err()).isZero();
    assertThat(folders.out())
        .containsPattern("v13 +east +WRITE +100 +2 +3\\.8 KiB +can be applied\n")
        .contains("4 lost commits can be applied to data/basic in west: 300 rows, ")
        .contains("Nothing was changed; --apply does it.");
    assertThat(rowsInWest()).isEqualTo(944);
    assertThat(folders.levee("salvage", "lakehouse", "data/basic", "--apply"))
        .as(folders.err())
        .isZero();
    assertThat(folders.out())
        .containsPattern("v13 +east +WRITE +100 +2 +3\\.8 KiB +applied as v14\n")
        .contains("4 lost commits applied to data/basic in west: 300 rows, ");
    assertThat(rowsInWest()).isEqualTo(1244);
    JsonNode again = json("salvage", "lakehouse", "data/basic", "--apply", "--json");
    assertThat(again.at("/commits/3/verdict").asText()).isEqualTo("APPLIED");
    assertThat(again.at("/commits/3/as_version").asLong()).isEqualTo(17);
    assertThat(again.at("/commits/3/applied_now").asBoolean()).isFalse();
    assertThat(rowsInWest()).isEqualTo(1244);
    assertThat(folders.levee("quarantine", "list")).isZero();
    assertThat(folders.out()).contains("v13-v16");
  }

  @Test
  void whatCannotBeAppliedIsSaidByTheExitCodeToo() throws IOException {
    windBack();
    try (var files = Files.list(folders.table("east", "basic"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
        Files.delete(file);
      }
    }
    assertThat(folders.levee("salvage", "lakehouse", "data/basic", "--apply")).isEqualTo(8);
    assertThat(folders.out())
        .contains("is gone, as a VACUUM there would remove it")
        .contains("4 lost commits cannot be applied and stay in quarantine");
    assertThat(rowsInWest()).isEqualTo(944);
    JsonNode shown = json("salvage", "lakehouse", "data/basic", "--json");
    assertThat(shown.at("/commits/0/verdict").asText()).isEqualTo("NOT_RE_APPLICABLE");
    assertThat(shown.at("/commits/0/reason").asText()).contains(".parquet is gone");
    assertThat(shown.at("/effective_primary_region").asText()).isEqualTo("west");
  }

  @Test
  void unknownNamesAreRefused() {
    assertThat(folders.levee("salvage", "nobody", "data/basic")).isEqualTo(2);
    assertThat(folders.levee("salvage", "lakehouse", "other/basic")).isEqualTo(1);
    assertThat(folders.err()).contains("no location mapping has a table 'other/basic'");
  }
}
