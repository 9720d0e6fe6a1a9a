package dev.levee.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.levee.sync.engine.ReplicationSettings.History;
import dev.levee.sync.engine.table.TableSync;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.testing.ShallowClone;
import dev.levee.sync.testing.SparkTables;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.LoggerFactory;

/**
 * Whenever the process dies, and whatever call of a store fails or loses its answer: the secondary
 * shows no table or a valid one at every moment, and ends as if nothing had happened.
 */
class CrashEveryStepTest {
  private static final Predicate<String> DATA = key -> !key.startsWith("_delta_log/");
  private static final int LARGE = 11 << 20;

  private static final Logger PASSES = (Logger) LoggerFactory.getLogger(TableSync.class);
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(CrashEveryStepTest.class);

  /** A process that dies is no fault that needs to be told of, thousands of times. */
  @BeforeAll
  static void expectDeaths() {
    PASSES.setLevel(Level.OFF);
  }

  @AfterAll
  static void expectNoMoreDeaths() {
    PASSES.setLevel(null);
  }

  @TestFactory
  Stream<DynamicTest> theReplicaSurvivesACrashAtEveryStep() {
    return scenarios()
        .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> crashEverywhere(scenario)));
  }

  private static void crashEverywhere(CrashScenario scenario) {
    int runs = scenario.crashEverywhere();
    assertThat(runs).isGreaterThan(50);
    LOG.info("{}: {} runs", scenario.name(), runs);
  }

  private static Stream<CrashScenario> scenarios() {
    return Stream.of(
        full("appended tail", spark("basic", upTo(12)), spark("basic", after(12, 16))),
        full(
            "deletion vectors",
            spark("deletion_vectors", upTo(8)),
            spark("deletion_vectors", after(8, 12))),
        full("change data feed", spark("cdf", upTo(4)), spark("cdf", after(4, 9))),
        full("bootstrap from version 0", spark("schema_evolution", upTo(11))),
        full("bootstrap from a checkpoint", spark("log_cleanup", key -> true)),
        full("checkpoint in parts", spark("multipart_checkpoint", upTo(6))),
        full("checkpoint with sidecars", spark("v2_checkpoint_parquet", upTo(6))),
        full("bootstrap of a vacuumed table", spark("vacuum", key -> true)),
        full(
            "late artefacts",
            spark(
                "log_cleanup",
                DATA.or(key -> key.endsWith(".json")).or(key -> key.contains("15.checkpoint"))),
            spark("log_cleanup", key -> key.contains("25.checkpoint")),
            spark("log_cleanup", key -> true)),
        full("20 commits at once", CrashEveryStepTest::create, CrashEveryStepTest::burst),
        full(
            "files vacuumed before they were copied",
            CrashEveryStepTest::create,
            CrashEveryStepTest::vacuumed),
        full(
            "a long run of versions whose files are gone",
            CrashEveryStepTest::create,
            CrashEveryStepTest::vacuumedAtEveryVersion),
        full(
            "log cleanup that overtakes the tail",
            spark("basic", upTo(5)),
            spark("basic", after(9, 12)),
            spark("basic", after(12, 16))),
        full(
            "log cleanup that overtakes the tail, with a checkpoint in parts",
            spark("multipart_checkpoint", upTo(2)),
            spark("multipart_checkpoint", after(4, 6))),
        full(
            "a shallow clone",
            clone(table -> table.writeFiles().writeCommits(0, 3)),
            clone(table -> table.writeCommits(4, 5).writeCheckpoint(5).writeOwnFile(6, 1))),
        full(
            "a shallow clone whose log begins at a checkpoint",
            CrashEveryStepTest::cleanedUpClone,
            clone(table -> table.writeCommits(7, 7))),
        full("a large file in parts", CrashEveryStepTest::create, CrashEveryStepTest::large),
        new CrashScenario(
            "copies within one service",
            History.FULL,
            true,
            List.of(spark("deletion_vectors", upTo(6)), CrashEveryStepTest::nothing)),
        new CrashScenario(
            "the newest snapshot only",
            History.SNAPSHOT,
            false,
            List.of(spark("basic", key -> true))));
  }

  private static CrashScenario full(String name, CrashScenario.Step... steps) {
    return new CrashScenario(name, History.FULL, false, List.of(steps));
  }

  private static void nothing(ObjectStore store, Location root) {}

  private static void create(ObjectStore store, Location root) {
    new HandMadeTable(store, root).create().add(1, "first", 10);
  }

  private static void burst(ObjectStore store, Location root) {
    HandMadeTable table = new HandMadeTable(store, root);
    for (int version = 2; version < 22; version++) {
      table.add(version, "file-" + version, version);
    }
  }

  private static void vacuumed(ObjectStore store, Location root) {
    new HandMadeTable(store, root)
        .add(2, "gone", 20)
        .add(3, "stays", 30)
        .remove(4, "gone")
        .vacuum("gone")
        .add(5, "last", 50);
  }

  private static void vacuumedAtEveryVersion(ObjectStore store, Location root) {
    HandMadeTable table = new HandMadeTable(store, root);
    for (int version = 2; version < 8; version += 2) {
      table.add(version, "gone-" + version, 20).add(version + 1, "also-gone-" + version, 10);
    }
    for (int version = 8; version < 11; version++) {
      int of = 2 * (version - 7);
      table.commit(version, remove("gone-" + of) + remove("also-gone-" + of));
      table.vacuum("gone-" + of).vacuum("also-gone-" + of);
    }
    table.add(11, "last", 50);
  }

  private static String remove(String name) {
    return """
        {"remove":{"path":"%s","deletionTimestamp":1,"dataChange":true}}
        """
        .formatted(name);
  }

  private static CrashScenario.Step clone(Consumer<ShallowClone> writer) {
    return (store, root) -> writer.accept(clone(store, root));
  }

  private static ShallowClone clone(ObjectStore store, Location root) {
    Location source = new Location(root.scheme(), root.bucket(), "source/");
    return new ShallowClone("deletion_vectors", store, source, root);
  }

  private static void cleanedUpClone(ObjectStore store, Location root) {
    clone(store, root).writeFiles().writeCommits(0, 6).writeCheckpoint(5);
    for (long version = 0; version < 5; version++) {
      store.delete(LogListing.commit(root, version));
    }
  }

  private static void large(ObjectStore store, Location root) {
    new HandMadeTable(store, root).add(2, "large", LARGE).add(3, "small", 5);
  }

  /** Writes a part of one of Spark's tables: files first, then what is in the log, in order. */
  private static CrashScenario.Step spark(String table, Predicate<String> which) {
    Map<String, byte[]> files = SparkTables.files(table);
    return (store, root) ->
        Stream.concat(
                files.keySet().stream().filter(DATA), files.keySet().stream().filter(DATA.negate()))
            .filter(which)
            .forEach(
                key -> {
                  var unused =
                      store.createExclusive(NewObject.of(root.resolve(key), files.get(key)));
                });
  }

  private static Predicate<String> upTo(long last) {
    return after(-1, last);
  }

  /** All data files, and what the log has of these versions. */
  private static Predicate<String> after(long before, long last) {
    return key -> {
      if (DATA.test(key)) {
        return true;
      }
      String name = key.substring(key.lastIndexOf('/') + 1);
      boolean versioned = name.matches("\\d{20}\\..*");
      return versioned
          && Long.parseLong(name.substring(0, 20)) > before
          && Long.parseLong(name.substring(0, 20)) <= last;
    };
  }
}
