package dev.levee.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.commit.CommitFetcher;
import dev.levee.sync.engine.commit.FetchedCommit;
import dev.levee.sync.engine.commit.GatedPublisher;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.engine.control.Lease;
import dev.levee.sync.engine.control.PublishGate;
import dev.levee.sync.engine.failover.Fencing;
import dev.levee.sync.engine.failover.Fencing.Result;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.log.CommitInfo;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.KernelRows;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.FenceCommit;
import dev.levee.sync.publish.LogPublisher;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.hadoop.HadoopAccess;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.InterceptedObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import dev.levee.sync.store.testing.StoreOperation;
import dev.levee.sync.testing.SparkTables;
import io.delta.standalone.DeltaLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A fence takes the next version of a table, once, and changes nothing of what readers see. */
class FencingTest {
  private static final Location ROOT = Location.parse("s3://west/data/table/");
  private static final TableId TABLE = new TableId("data", "table");
  private static final Instant REQUESTED = Instant.parse("2026-11-01T00:00:00Z");

  private final ManualTime time = new ManualTime();
  private final MemoryObjectStore store = new MemoryObjectStore("west", time);

  private Result fence(long epoch, Instant requested) {
    return fence(store, epoch, requested);
  }

  private Result fence(ObjectStore through, long epoch, Instant requested) {
    Lease lease = new Lease(time, Duration.ofDays(1));
    lease.renewed(time.nanoTime());
    GatedPublisher publisher =
        new GatedPublisher(new LogPublisher(through), new PublishGate(lease));
    return new Fencing(through, publisher, new FenceCommit("lakehouse", epoch, requested))
        .fenceAll(Map.of(TABLE, ROOT), (table, task) -> task.run())
        .orElseThrow()
        .get(0);
  }

  private CommitInfo info(long version) throws TableHeldException {
    try (FetchedCommit commit = new CommitFetcher(store, ROOT).fetch(version).orElseThrow()) {
      return commit.commit().commitInfo().orElseThrow();
    }
  }

  private boolean has(long version) {
    return store.head(LogListing.commit(ROOT, version)).isPresent();
  }

  @Test
  void bothReadersSeeTheSameRowsBehindIt() {
    SparkTables.copy("basic", store, ROOT);
    var before = KernelRows.summarize(store, ROOT, OptionalLong.of(16)).columnHashes();
    assertThat(fence(2, REQUESTED).fencedAt()).hasValue(17);
    assertThat(KernelRows.summarize(store, ROOT, OptionalLong.of(17)).columnHashes())
        .isEqualTo(before);
    try (HadoopAccess access = new HadoopAccess(store)) {
      DeltaLog log = DeltaLog.forTable(access.configuration(), HadoopAccess.path(ROOT));
      assertThat(log.snapshot().getVersion()).isEqualTo(17);
      assertThat(log.snapshot().getAllFiles())
          .hasSameSizeAs(log.getSnapshotForVersionAsOf(16).getAllFiles());
      assertThat(log.getCommitInfoAt(17).getOperation()).isEqualTo(FenceCommit.OPERATION);
    }
  }

  @Test
  void theSameEpochFencesOnceAndTheNextOneAgain() {
    SparkTables.copy("basic", store, ROOT);
    assertThat(fence(2, REQUESTED)).isEqualTo(fence(2, REQUESTED));
    assertThat(has(18)).isFalse();
    assertThat(fence(3, REQUESTED).fencedAt()).hasValue(18);
  }

  @Test
  void inCommitTimestampsGrowThoughTheWritersClockWasAhead() throws TableHeldException {
    SparkTables.copy("in_commit_timestamps", store, ROOT);
    long head = LogListing.read(store, ROOT).newestCommit().orElseThrow();
    long previous = info(head).inCommitTimestamp().orElseThrow();
    assertThat(fence(2, Instant.EPOCH).fencedAt()).hasValue(head + 1);
    assertThat(info(head + 1).inCommitTimestamp()).hasValue(previous + 1);
    Instant later = Instant.ofEpochMilli(previous).plusSeconds(60);
    assertThat(fence(3, later).fencedAt()).hasValue(head + 2);
    assertThat(info(head + 2).inCommitTimestamp()).hasValue(later.toEpochMilli());
    assertThat(KernelRows.summarize(store, ROOT, OptionalLong.of(head + 2)).columnHashes())
        .isEqualTo(KernelRows.summarize(store, ROOT, OptionalLong.of(head)).columnHashes());
  }

  @Test
  void aTableOfACatalogAndOneWithAnUnknownFeatureGetNone() {
    for (String features :
        List.of(
            "\"minReaderVersion\":3,\"minWriterVersion\":7,\"readerFeatures\":[\"catalogManaged\"],\"writerFeatures\":[\"catalogManaged\",\"inCommitTimestamp\"]",
            "\"minReaderVersion\":1,\"minWriterVersion\":7,\"writerFeatures\":[\"anotherFeature\"]")) {
      MemoryObjectStore other = new MemoryObjectStore("west", time);
      new HandMadeTable(other, ROOT).commit(0, lines(features));
      Result result = fence(other, 2, REQUESTED);
      assertThat(result.fencedAt()).as(features).isEmpty();
      assertThat(result.unfenced()).as(features).isPresent();
      assertThat(other.head(LogListing.commit(ROOT, 1))).as(features).isEmpty();
    }
  }

  private static String lines(String protocol) {
    return """
        {"commitInfo":{"timestamp":1,"inCommitTimestamp":1,"operation":"CREATE TABLE"}}
        {"protocol":{%s}}
        {"metaData":{"id":"6d3e","format":{"provider":"parquet","options":{}},"schemaString":"{\\"type\\":\\"struct\\",\\"fields\\":[]}","partitionColumns":[],"configuration":{}}}
        """
        .formatted(protocol);
  }

  @Test
  void whoWasPausedBeforeTheFailoverFindsTheVersionTaken() {
    SparkTables.copy("basic", store, ROOT);
    Location next = LogListing.commit(ROOT, 17);
    assertThat(fence(2, REQUESTED).fencedAt()).hasValue(17);
    var before = store.head(next).orElseThrow();
    assertThat(store.createExclusive(NewObject.of(next, new byte[] {'{', '}'})))
        .isInstanceOf(CreateOutcome.Exists.class);
    assertThat(store.head(next)).contains(before);
  }

  @Test
  void whereAnotherWriterIsFasterTheFenceFollowsIt() throws TableHeldException {
    SparkTables.copy("basic", store, ROOT);
    ObjectStore raced =
        new InterceptedObjectStore(store) {
          @Override
          protected <T> T around(StoreCall call, Supplier<T> delegate) {
            if (call.operation() == StoreOperation.CREATE_EXCLUSIVE && !has(17)) {
              new HandMadeTable(store, ROOT)
                  .commit(17, "{\"commitInfo\":{\"operation\":\"WRITE\"}}\n");
            }
            return delegate.get();
          }
        };
    assertThat(fence(raced, 2, REQUESTED).fencedAt()).hasValue(18);
    assertThat(info(17).operation()).contains("WRITE");
    assertThat(info(18).transactionId())
        .hasValueSatisfying(id -> assertThat(id).startsWith("levee-fence-lakehouse-2."));
  }

  @Test
  void aTableThatReadersDoNotSeeYetNeedsNone() {
    new HandMadeTable(store, ROOT).file("part-0", 10);
    assertThat(fence(2, REQUESTED).unfenced()).isEmpty();
    assertThat(LogListing.read(store, ROOT).isEmpty()).isTrue();
  }

  @Test
  void withoutAFenceADaemonThatWasPausedIsWaitedOut() {
    SimulatedGroup group = new SimulatedGroup();
    new HandMadeTable(group.eastMemory, SimulatedGroup.EAST_TABLE)
        .commit(
            0,
            lines(
                "\"minReaderVersion\":1,\"minWriterVersion\":7,\"writerFeatures\":[\"anotherFeature\"]"));
    group.runUntil("active", () -> group.status().state() == GroupState.ACTIVE);
    Instant before = group.time.now();
    var unused = group.failover(TwoRegions.WEST, FailoverType.FORCED);
    group.runUntil("switched", () -> group.status().primary().equals(TwoRegions.WEST));
    assertThat(Duration.between(before, group.time.now()))
        .isGreaterThanOrEqualTo(
            ReplicationSettings.defaults().leaseTtl().plus(Duration.ofSeconds(30)));
    assertThat(group.events.after(0).toString())
        .contains("gets no fence")
        .contains("anotherFeature");
  }

  @Test
  void theSameTableGetsTheSameBytes() {
    SparkTables.copy("basic", store, ROOT);
    assertThat(fence(2, REQUESTED).fencedAt()).hasValue(17);
    byte[] first = store.open(LogListing.commit(ROOT, 17)).orElseThrow().readAll();
    store.delete(LogListing.commit(ROOT, 17));
    assertThat(fence(2, REQUESTED).fencedAt()).hasValue(17);
    assertThat(store.open(LogListing.commit(ROOT, 17)).orElseThrow().readAll()).isEqualTo(first);
    assertThat(new String(first, StandardCharsets.UTF_8)).endsWith("}\n");
  }
}
