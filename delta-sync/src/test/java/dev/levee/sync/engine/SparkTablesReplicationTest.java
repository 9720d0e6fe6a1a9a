package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.log.kernel.KernelRows;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.embedded.EmbeddedS3Server;
import dev.levee.sync.store.local.LocalObjectStore;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.s3.S3Credentials;
import dev.levee.sync.store.s3.S3ObjectStore;
import dev.levee.sync.store.s3.S3StoreSettings;
import dev.levee.sync.store.testing.CountingObjectStore;
import dev.levee.sync.store.testing.StoreOperation;
import dev.levee.sync.testing.SparkTables;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every table that Spark wrote is replicated byte for byte, through each kind of store. */
class SparkTablesReplicationTest {
  @Test
  void everyTableIsEqualInMemory() {
    replicatesAll(TwoRegions.inMemory());
  }

  @Test
  void everyTableIsEqualWhereOneServiceCopiesServerSide() {
    ObjectStore both = new MemoryObjectStore("one", new SystemTime());
    TwoRegions regions =
        new TwoRegions(
            both,
            Location.parse("s3://east-bucket/lake/"),
            both,
            Location.parse("s3://west-bucket/lake/"));
    GroupSpec spec = regions.spec(TwoRegions.quick());
    replicatesAll(regions, spec);
    CountingObjectStore west = (CountingObjectStore) spec.region(WEST).store();
    assertThat(west.calls())
        .filteredOn(call -> call.operation() == StoreOperation.COPY_WITHIN)
        .isNotEmpty();
    assertThat(west.calls())
        .filteredOn(call -> call.operation() == StoreOperation.CREATE_EXCLUSIVE)
        .allMatch(call -> call.location().key().endsWith(".json"));
  }

  @Test
  void everyTableIsEqualInFolders(@TempDir Path folder) {
    replicatesAll(
        new TwoRegions(
            new LocalObjectStore(),
            Location.parse("file://" + folder + "/east/"),
            new LocalObjectStore(),
            Location.parse("file://" + folder + "/west/")));
  }

  @Test
  void everyTableIsEqualBetweenTwoS3Servers() {
    EmbeddedS3Server.Listener eastKeys = EmbeddedS3Server.Listener.loopback("east", "east-secret");
    EmbeddedS3Server.Listener westKeys = EmbeddedS3Server.Listener.loopback("west", "west-secret");
    try (EmbeddedS3Server east = EmbeddedS3Server.inMemory(eastKeys);
        EmbeddedS3Server west = EmbeddedS3Server.inMemory(westKeys);
        S3ObjectStore eastStore = client(east, eastKeys);
        S3ObjectStore westStore = client(west, westKeys)) {
      east.createBucket("east-bucket");
      west.createBucket("west-bucket");
      replicatesAll(
          new TwoRegions(
              eastStore,
              Location.parse("s3://east-bucket/lake/"),
              westStore,
              Location.parse("s3://west-bucket/lake/")));
    }
  }

  private static S3ObjectStore client(EmbeddedS3Server server, EmbeddedS3Server.Listener keys) {
    return new S3ObjectStore(
        S3StoreSettings.server(
            server.endpoint(),
            "us-east-1",
            new S3Credentials.AccessKey(keys.accessKeyId(), keys.secretAccessKey())));
  }

  private static void replicatesAll(TwoRegions regions) {
    replicatesAll(regions, regions.spec(TwoRegions.quick()));
  }

  private static void replicatesAll(TwoRegions regions, GroupSpec spec) {
    SparkTables.NAMES.forEach(
        name -> SparkTables.copy(name, regions.store(EAST), regions.table(EAST, name)));
    try (TwoRegions.RunningDaemon daemon = regions.start(spec)) {
      daemon.awaitCaughtUp();
      assertThat(daemon.group().tables())
          .allSatisfy(table -> assertThat(table.hold()).as(table.toString()).isEmpty())
          .hasSize(SparkTables.NAMES.size());
      assertThat(daemon.status().replicationPoint()).isPresent();
    }
    SparkTables.NAMES.forEach(name -> assertReplicaIsWhole(regions, name));
  }

  /** The replica's log has the primary's bytes, and Kernel reads from it alone what Spark read. */
  private static void assertReplicaIsWhole(TwoRegions regions, String name) {
    Location replica = regions.table(WEST, name);
    SortedMap<String, byte[]> copied = TwoRegions.objects(regions.store(WEST), replica);
    SortedMap<String, byte[]> original = SparkTables.files(name);
    copied.forEach((key, bytes) -> assertThat(bytes).as(key).isEqualTo(original.get(key)));
    original.keySet().stream()
        .filter(key -> key.startsWith("_delta_log/"))
        .filter(key -> !key.endsWith("_last_vacuum_info"))
        .forEach(key -> assertThat(copied).as(name).containsKey(key));
    Map.Entry<Long, OptionalLong> newest = SparkTables.rows(name).lastEntry();
    assertThat(KernelRows.summarize(regions.store(WEST), replica, OptionalLong.empty()).rows())
        .as(name)
        .isEqualTo(newest.getValue().getAsLong());
  }
}
