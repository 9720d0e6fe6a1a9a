package dev.levee.sync.log.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.CheckpointKind;
import dev.levee.sync.log.LogFile;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Sidecar;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.testing.HeldObjects;
import dev.levee.sync.testing.LogFold;
import dev.levee.sync.testing.SparkTables;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KernelSnapshotsTest {
  private static final Location ROOT = Location.parse("memory://lake/t1/");
  private static final String V2_NAME =
      "00000000000000000015.checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11.json";

  private static List<CheckpointFiles> checkpoints(HeldObjects store) {
    return LogListing.read(store, ROOT).checkpoints();
  }

  @Test
  void theSidecarsOfSparksV2CheckpointsAreThereAndAsLargeAsTheySay() {
    HeldObjects store = HeldObjects.withTable("v2_checkpoint_parquet", ROOT);
    CheckpointSidecars reader = new CheckpointSidecars(store);
    for (CheckpointFiles checkpoint : checkpoints(store)) {
      List<Sidecar> sidecars = reader.read(checkpoint);
      assertThat(sidecars).isNotEmpty();
      for (Sidecar sidecar : sidecars) {
        Location location = ROOT.resolve("_delta_log/_sidecars/" + sidecar.path());
        assertThat(store.head(location).orElseThrow().size()).isEqualTo(sidecar.size());
      }
    }
    assertThat(reader.read(checkpoints(store).get(2))).hasSize(18);
  }

  @Test
  void otherCheckpointsHaveNoSidecars() {
    HeldObjects store = HeldObjects.withTable("multipart_checkpoint", ROOT);
    assertThat(new CheckpointSidecars(store).read(checkpoints(store).get(0))).isEmpty();
  }

  /** The same checkpoint with its top file as JSON, and nothing of the log before it. */
  private static HeldObjects withJsonTopFile() {
    HeldObjects spark = HeldObjects.withTable("v2_checkpoint_parquet", ROOT);
    List<Sidecar> sidecars = new CheckpointSidecars(spark).read(checkpoints(spark).get(2));
    StringBuilder top =
        new StringBuilder("{\"checkpointMetadata\":{\"version\":15,\"tags\":{}}}\n");
    String first =
        new String(
            SparkTables.files("v2_checkpoint_parquet").get("_delta_log/" + LogFile.commitName(0)),
            UTF_8);
    first
        .lines()
        .filter(line -> !line.startsWith("{\"commitInfo\""))
        .forEach(line -> top.append(line).append('\n'));
    for (Sidecar sidecar : sidecars) {
      top.append(
          "{\"sidecar\":{\"path\":\"%s\",\"sizeInBytes\":%d,\"modificationTime\":1,\"tags\":{}}}\n"
              .formatted(sidecar.path(), sidecar.size()));
    }
    HeldObjects store = new HeldObjects();
    SparkTables.files("v2_checkpoint_parquet")
        .forEach(
            (key, bytes) -> {
              boolean old = key.matches("_delta_log/000000000000000000(0\\d|1[0-4])\\..*");
              boolean parquetTop = key.matches("_delta_log/\\d{20}\\.checkpoint\\..*");
              if (!old && !parquetTop && !key.endsWith("_last_checkpoint")) {
                store.put(ROOT.resolve(key), bytes);
              }
            });
    return store.put(ROOT.resolve("_delta_log/" + V2_NAME), top.toString().getBytes(UTF_8));
  }

  @Test
  void aV2CheckpointInJsonIsReadWithItsSidecars() {
    HeldObjects store = withJsonTopFile();
    CheckpointFiles checkpoint = checkpoints(store).get(0);
    assertThat(checkpoint.kind()).isEqualTo(CheckpointKind.V2);
    KernelSnapshots snapshots = new KernelSnapshots(store);
    assertThat(new CheckpointSidecars(store).read(checkpoint)).hasSize(18);
    HeldObjects whole = HeldObjects.withTable("v2_checkpoint_parquet", ROOT);
    assertThat(LogFold.files(snapshots.read(ROOT, 16)))
        .isEqualTo(LogFold.files(new LogFold(whole, ROOT).at(16)));
  }

  @Test
  void aVersionThatIsNotThereIsTold() {
    HeldObjects store = HeldObjects.withTable("basic", ROOT);
    assertThatThrownBy(() -> new KernelSnapshots(store).read(ROOT, 99))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("version 99 of memory://lake/t1/");
  }

  @Test
  void aFolderWithoutALogIsNoTable() {
    SnapshotException e =
        catchThrowableOfType(
            SnapshotException.class, () -> new KernelSnapshots(new HeldObjects()).read(ROOT, 0));
    assertThat(e.reason()).isEqualTo(HoldReason.NOT_A_TABLE);
  }

  @Test
  void anUnknownReaderFeatureIsToldAsSuch() {
    String commit =
        """
        {"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["telepathy"],"writerFeatures":["telepathy"]}}
        {"metaData":{"id":"1","format":{"provider":"parquet","options":{}},"schemaString":"{\\"type\\":\\"struct\\",\\"fields\\":[]}","partitionColumns":[],"configuration":{}}}
        """;
    HeldObjects store = new HeldObjects().put(LogListing.commit(ROOT, 0), commit.getBytes(UTF_8));
    SnapshotException e =
        catchThrowableOfType(
            SnapshotException.class, () -> new KernelSnapshots(store).read(ROOT, 0));
    assertThat(e.reason()).isEqualTo(HoldReason.FEATURE_UNKNOWN);
    assertThat(e).hasMessageContaining("telepathy");
  }

  @Test
  void aTableThatACatalogManagesIsReadSoThatItsProtocolCanSayWhatItIs() {
    String commit =
        """
        {"commitInfo":{"inCommitTimestamp":5,"timestamp":5,"operation":"CREATE TABLE","operationParameters":{},"txnId":"x"}}
        {"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["catalogManaged"],"writerFeatures":["catalogManaged","inCommitTimestamp"]}}
        {"metaData":{"id":"1","format":{"provider":"parquet","options":{}},"schemaString":"{\\"type\\":\\"struct\\",\\"fields\\":[]}","partitionColumns":[],"configuration":{"delta.enableInCommitTimestamps":"true"}}}
        """;
    HeldObjects store = new HeldObjects().put(LogListing.commit(ROOT, 0), commit.getBytes(UTF_8));
    assertThat(new KernelSnapshots(store).read(ROOT, 0).protocol().readerFeatures())
        .containsExactly("catalogManaged");
  }

  @Test
  void aCheckpointThatIsNoParquetIsCorrupt() {
    HeldObjects store = HeldObjects.withTable("log_cleanup", ROOT);
    checkpoints(store)
        .forEach(
            checkpoint ->
                store.put(checkpoint.files().get(0).location(), "PAR1 no more".getBytes(UTF_8)));
    SnapshotException e =
        catchThrowableOfType(
            SnapshotException.class, () -> new KernelSnapshots(store).read(ROOT, 26));
    assertThat(e.reason()).isEqualTo(HoldReason.SOURCE_CORRUPT);
  }

  @Test
  void aMissingDataFileIsTheTablesFault() {
    HeldObjects store = HeldObjects.withTable("vacuum", ROOT);
    SnapshotException e =
        catchThrowableOfType(
            SnapshotException.class, () -> KernelRows.summarize(store, ROOT, OptionalLong.of(14)));
    assertThat(e.reason()).isEqualTo(HoldReason.SOURCE_CORRUPT);
    assertThat(e).hasMessageContaining(".parquet");
  }

  @Test
  void aFailureOfTheStoreComesThroughAsItIs() {
    StoreException throttled = new StoreException(StoreException.Kind.THROTTLED, "slow down");
    HeldObjects listing =
        new HeldObjects() {
          @Override
          public ListPage list(ListRequest request) {
            throw throttled;
          }
        };
    assertThatThrownBy(() -> new KernelSnapshots(listing).read(ROOT, 0)).isSameAs(throttled);
    HeldObjects reading =
        new HeldObjects() {
          @Override
          public byte[] readRange(Location location, ByteRange range, String etag) {
            throw throttled;
          }
        };
    SparkTables.copy("basic", reading, ROOT);
    assertThatThrownBy(() -> new KernelSnapshots(reading).read(ROOT, 16)).isSameAs(throttled);
  }
}
