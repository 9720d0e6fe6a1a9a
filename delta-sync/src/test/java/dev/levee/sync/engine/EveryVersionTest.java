package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.TwoRegions.RunningDaemon;
import dev.levee.sync.log.FileAction;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Snapshot;
import dev.levee.sync.log.kernel.KernelRows;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.log.kernel.RowSummary;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.testing.KernelTable;
import dev.levee.sync.testing.SparkTables;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.transaction.DataLayoutSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every version that can be read in the primary reads the same in the replica, by Delta Kernel, the
 * primary being gone by then: protocol, metadata, live files and their deletion vectors, domains,
 * transactions and rows.
 */
class EveryVersionTest {
  private static final Map<String, String> ALL =
      Map.of(
          "delta.enableRowTracking", "true",
          "delta.enableInCommitTimestamps", "true",
          "delta.enableDeletionVectors", "true",
          "delta.columnMapping.mode", "name",
          "delta.enableTypeWidening", "true",
          "delta.appendOnly", "true",
          "delta.feature.v2Checkpoint", "supported",
          "delta.feature.vacuumProtocolCheck", "supported",
          "delta.feature.checkpointProtection", "supported");

  /** What one version says, of itself and of its rows. */
  private record State(
      Snapshot snapshot,
      Set<FileAction.Add> files,
      String application,
      Optional<RowSummary> rows) {}

  @TestFactory
  Stream<DynamicTest> tablesOfSpark() {
    return SparkTables.NAMES.stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> readsTheSame((store, root) -> SparkTables.copy(name, store, root))));
  }

  @TestFactory
  Stream<DynamicTest> tablesOfDeltaKernel() {
    Map<String, Map<String, String>> features = new HashMap<>();
    features.put("plain", Map.of());
    features.put("column mapping by name", Map.of("delta.columnMapping.mode", "name"));
    features.put("column mapping by id", Map.of("delta.columnMapping.mode", "id"));
    features.put("in-commit timestamps", Map.of("delta.enableInCommitTimestamps", "true"));
    features.put("row tracking", Map.of("delta.enableRowTracking", "true"));
    features.put("deletion vectors", Map.of("delta.enableDeletionVectors", "true"));
    features.put("type widening", Map.of("delta.enableTypeWidening", "true"));
    features.put("V2 checkpoints", Map.of("delta.feature.v2Checkpoint", "supported"));
    features.put("append only", Map.of("delta.appendOnly", "true"));
    features.put("vacuum protocol check", Map.of("delta.feature.vacuumProtocolCheck", "supported"));
    features.put(
        "checkpoint protection", Map.of("delta.feature.checkpointProtection", "supported"));
    features.put(
        "column defaults",
        Map.of(
            "delta.feature.allowColumnDefaults",
            "supported",
            "delta.enableIcebergCompatV3",
            "true",
            "delta.columnMapping.mode",
            "name"));
    features.put("domain metadata", Map.of("delta.feature.domainMetadata", "supported"));
    features.put(
        "Iceberg compatibility",
        Map.of("delta.enableIcebergCompatV2", "true", "delta.columnMapping.mode", "name"));
    features.put("all of them", ALL);
    return features.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        readsTheSame(
                            (store, root) ->
                                new KernelTable(store, root)
                                    .create(entry.getValue(), DataLayoutSpec.noDataLayout())
                                    .append(1)
                                    .append(10)
                                    .checkpoint()
                                    .append(20))));
  }

  @TestFactory
  Stream<DynamicTest> tablesThatChange() {
    return Stream.of(
        DynamicTest.dynamicTest(
            "clustered",
            () ->
                readsTheSame(
                    (store, root) ->
                        new KernelTable(store, root)
                            .create(Map.of(), DataLayoutSpec.clustered(List.of(new Column("id"))))
                            .append(1)
                            .change(
                                update -> update.withClusteringColumns(List.of(new Column("word"))))
                            .checkpoint()
                            .append(10))),
        DynamicTest.dynamicTest(
            "an old table gets column mapping and new columns",
            () ->
                readsTheSame(
                    (store, root) ->
                        new KernelTable(store, root)
                            .create(Map.of(), DataLayoutSpec.noDataLayout())
                            .append(1)
                            .change(
                                update ->
                                    update.withTablePropertiesAdded(
                                        Map.of("delta.columnMapping.mode", "name")))
                            .append(10)
                            .checkpoint())),
        DynamicTest.dynamicTest(
            "properties come and go",
            () ->
                readsTheSame(
                    (store, root) ->
                        new KernelTable(store, root)
                            .create(ALL, DataLayoutSpec.noDataLayout())
                            .append(1)
                            .change(
                                update ->
                                    update.withTablePropertiesAdded(Map.of("owner", "somebody")))
                            .change(update -> update.withTablePropertiesRemoved(Set.of("owner")))
                            .append(10))));
  }

  @FunctionalInterface
  private interface Writer {
    void write(ObjectStore store, Location root);
  }

  private static void readsTheSame(Writer writer) {
    TwoRegions regions = TwoRegions.inMemory();
    Location root = regions.table(EAST, "table");
    writer.write(regions.store(EAST), root);
    Map<Long, State> expected = states(regions, EAST);
    assertThat(expected).hasSizeGreaterThan(2);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("table").hold()).isEmpty();
    }
    TwoRegions.objects(regions.store(EAST), regions.data(EAST))
        .keySet()
        .forEach(key -> regions.store(EAST).delete(regions.data(EAST).resolve(key)));
    Map<Long, State> found = states(regions, WEST);
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((version, state) -> assertThat(found.get(version)).isEqualTo(state));
  }

  /** Versions whose beginning was cleaned up, or whose files VACUUM removed, are left out. */
  private static Map<Long, State> states(TwoRegions regions, RegionName region) {
    ObjectStore store = regions.store(region);
    Location root = regions.table(region, "table");
    Map<Long, State> states = new HashMap<>();
    for (long version : LogListing.read(store, root).commits().keySet()) {
      try {
        Snapshot snapshot = new KernelSnapshots(store).read(root, version);
        Set<FileAction.Add> files = new HashSet<>(snapshot.liveFiles());
        Snapshot withoutFiles =
            new Snapshot(version, snapshot.protocol(), snapshot.metadata(), List.of());
        states.put(
            version,
            new State(
                withoutFiles,
                files,
                new KernelTable(store, root).applicationState(version),
                rows(store, root, version)));
      } catch (SnapshotException e) {
        assertThat(e).hasMessageContaining("version " + version);
      }
    }
    return states;
  }

  private static Optional<RowSummary> rows(ObjectStore store, Location root, long version) {
    try {
      return Optional.of(KernelRows.summarize(store, root, OptionalLong.of(version)));
    } catch (SnapshotException e) {
      return Optional.empty();
    }
  }
}
