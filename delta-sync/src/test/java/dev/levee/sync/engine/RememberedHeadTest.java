package dev.levee.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.commit.GatedPublisher;
import dev.levee.sync.engine.commit.TableHead;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.engine.control.Lease;
import dev.levee.sync.engine.control.PublishGate;
import dev.levee.sync.engine.failover.Fencing;
import dev.levee.sync.engine.failover.Fencing.Result;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.FenceCommit;
import dev.levee.sync.publish.LogPublisher;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreTraits;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.CountingObjectStore;
import dev.levee.sync.store.testing.InterceptedObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import dev.levee.sync.store.testing.StoreOperation;
import dev.levee.sync.testing.SparkTables;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fence goes by what is remembered of a table only where a listing proves it. */
class RememberedHeadTest {
  private static final Location ROOT = Location.parse("s3://west/data/table/");
  private static final TableId TABLE = new TableId("data", "table");
  private static final FenceCommit FENCE =
      new FenceCommit("lakehouse", 2, Instant.parse("2026-11-01T00:00:00Z"));

  private final ManualTime time = new ManualTime();
  private final MemoryObjectStore store = new MemoryObjectStore("west", time);
  private final CountingObjectStore counted = new CountingObjectStore(store);

  private TableHead head(long version) throws TableHeldException {
    return TableHead.read(store, ROOT, version, LogListing.read(store, ROOT)).orElseThrow();
  }

  private Result fence(ObjectStore through, Map<Location, TableHead> known) {
    Lease lease = new Lease(time, Duration.ofDays(1));
    lease.renewed(time.nanoTime());
    GatedPublisher publisher =
        new GatedPublisher(new LogPublisher(through), new PublishGate(lease));
    return new Fencing(through, publisher, FENCE, known)
        .fenceAll(Map.of(TABLE, ROOT), (table, task) -> task.run())
        .orElseThrow()
        .get(0);
  }

  private List<StoreOperation> operations() {
    return counted.calls().stream().map(StoreCall::operation).toList();
  }

  private byte[] commit(long version) {
    return store.open(LogListing.commit(ROOT, version)).orElseThrow().readAll();
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic", "in_commit_timestamps"})
  void whatAListingProvesIsNotReadAgainAndTheFenceIsTheSame(String name) throws TableHeldException {
    MemoryObjectStore other = new MemoryObjectStore("other", time);
    SparkTables.copy(name, other, ROOT);
    SparkTables.copy(name, store, ROOT);
    Result read = fence(other, Map.of());
    long last = read.last().orElseThrow();
    Result remembered = fence(counted, Map.of(ROOT, head(last)));
    assertThat(operations()).containsExactly(StoreOperation.LIST, StoreOperation.CREATE_EXCLUSIVE);
    assertThat(remembered).isEqualTo(read);
    assertThat(commit(last + 1))
        .isEqualTo(other.open(LogListing.commit(ROOT, last + 1)).orElseThrow().readAll());
  }

  @Test
  void aVersionAboveTheRememberedOneHasItRead() throws TableHeldException {
    HandMadeTable table = new HandMadeTable(store, ROOT).create().add(1, "one", 1);
    TableHead remembered = head(1);
    table.add(2, "two", 2);
    assertThat(fence(counted, Map.of(ROOT, remembered)).fencedAt()).hasValue(3);
    assertThat(operations()).contains(StoreOperation.OPEN);
    assertThat(new String(commit(3), StandardCharsets.UTF_8)).contains("\"readVersion\":2");
  }

  @Test
  void aTableThatWasCreatedAgainUpToTheSameVersionIsRead() throws TableHeldException {
    HandMadeTable table = new HandMadeTable(store, ROOT).create().add(1, "one", 1);
    TableHead remembered = head(1);
    store.delete(LogListing.commit(ROOT, 0));
    store.delete(LogListing.commit(ROOT, 1));
    table
        .commit(
            0,
            """
            {"protocol":{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["fromTheFuture"]}}
            {"metaData":{"id":"7d3e","format":{"provider":"parquet","options":{}},"schemaString":"{}","partitionColumns":[],"configuration":{}}}
            """)
        .add(1, "eno", 1);
    Result result = fence(counted, Map.of(ROOT, remembered));
    assertThat(result.fencedAt()).isEmpty();
    assertThat(result.unfenced().orElseThrow()).contains("fromTheFuture");
  }

  @Test
  void whereEtagsDoNotTellItIsRead() throws TableHeldException {
    new HandMadeTable(store, ROOT).create();
    InterceptedObjectStore without =
        new InterceptedObjectStore(counted) {
          @Override
          public StoreTraits traits() {
            return new StoreTraits("west", true, false, Long.MAX_VALUE);
          }

          @Override
          protected <T> T around(StoreCall call, Supplier<T> delegate) {
            return delegate.get();
          }
        };
    assertThat(fence(without, Map.of(ROOT, head(0))).fencedAt()).hasValue(1);
    assertThat(operations()).contains(StoreOperation.OPEN);
  }

  @Test
  void withoutMemoryACommitThatSaysAllIsReadOnce() {
    new HandMadeTable(store, ROOT).create();
    assertThat(fence(counted, Map.of()).fencedAt()).hasValue(1);
    assertThat(operations())
        .containsExactly(StoreOperation.LIST, StoreOperation.OPEN, StoreOperation.CREATE_EXCLUSIVE);
  }

  @Test
  void aForcedFailoverOfADaemonThatTailsListsAndFences() {
    SimulatedGroup group = new SimulatedGroup();
    group.table().create().add(1, "one", 1);
    group.runUntil("replicated", () -> group.status().replicationPoint().isPresent());
    group.table().add(2, "two", 2);
    group.runUntil("tailed", () -> group.view.tables().get(0).secondaryVersion().orElse(-1) == 2);
    group.west.reset();
    var unused = group.failover(TwoRegions.WEST, FailoverType.FORCED);
    group.runUntil(
        "fenced",
        () -> group.westMemory.head(LogListing.commit(SimulatedGroup.WEST_TABLE, 3)).isPresent());
    assertThat(
            group.west.calls().stream()
                .filter(call -> call.location().key().startsWith("data/table/_delta_log/"))
                .map(StoreCall::operation)
                .limit(2))
        .containsExactly(StoreOperation.LIST, StoreOperation.CREATE_EXCLUSIVE);
  }
}
