package dev.levee.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.copy.VectorCheck;
import dev.levee.sync.log.Commit;
import dev.levee.sync.log.CommitReader;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.log.kernel.ObjectStoreFileIO;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.CommitPlan;
import dev.levee.sync.plan.CommitPlanner;
import dev.levee.sync.plan.PlanOutcome;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.embedded.EmbeddedS3Server;
import io.delta.kernel.TableManager;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.deletionvectors.DeletionVectorStoredBitmap;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Generated tables are what readers and Levee take for Delta tables. */
class TableWriterTest {
  private static final int COMMITS = 12;
  private static final Workload WORKLOAD = new Workload(2, 24, 5000, COMMITS, 0.5, 5, 7);

  private EmbeddedS3Server server;
  private Bucket bucket;
  private ObjectStore store;
  private TableWriter writer;

  @BeforeEach
  void start() {
    server = EmbeddedS3Server.inMemory(EmbeddedS3Server.Listener.loopback("key", "secret"));
    server.createBucket("tables");
    bucket = new Bucket(server.endpoint(), "us-east-1", "key", "secret", "tables");
    store = bucket.open();
    writer = new TableWriter(WORKLOAD, bucket, "data/", 4, new SystemTime());
  }

  @AfterEach
  void stop() {
    store.close();
    server.close();
  }

  @Test
  void readersFindFilesVectorsAndCheckpoints() throws Exception {
    List<String> first = writer.write(0, 7);
    List<String> then = writer.write(7, COMMITS);

    assertThat(first).filteredOn(name -> name.endsWith("_last_checkpoint")).hasSize(2);
    assertThat(then).filteredOn(name -> name.endsWith("10.checkpoint.parquet")).hasSize(2);
    Engine engine = DefaultEngine.create(new ObjectStoreFileIO(store));
    for (String table : List.of("table_00000/", "table_00001/")) {
      Location root = bucket.at("data/" + table);
      SnapshotImpl snapshot =
          (SnapshotImpl) TableManager.loadSnapshot(root.toString()).build(engine);
      assertThat(snapshot.getVersion()).isEqualTo(COMMITS - 1);
      assertThat(snapshot.getLogSegment().getCheckpoints()).hasSize(1);
      assertThat(checkedVectors(root)).isPositive();
    }
  }

  /** How many vectors the commits name, all of which are right. */
  private int checkedVectors(Location root) throws Exception {
    TableRoots roots =
        new TableRoots(new TableId("data", "t"), root, new Location("s3", "elsewhere", "t/"));
    int vectors = 0;
    for (int version = 0; version < COMMITS; version++) {
      byte[] bytes = store.open(LogListing.commit(root, version)).orElseThrow().readAll();
      Commit commit = new CommitReader().read(version, new ByteArrayInputStream(bytes));
      assertThat(commit.warnings()).isEmpty();
      PlanOutcome outcome = new CommitPlanner(roots).plan(commit, Protocol.legacy(1, 2));
      assertThat(outcome).isInstanceOf(PlanOutcome.Planned.class);
      CommitPlan plan = ((PlanOutcome.Planned) outcome).plan();
      if (!plan.vectors().isEmpty()) {
        vectors += plan.vectors().size();
        assertThat(new VectorCheck(store, store).fault(new ArrayList<>(plan.vectors()))).isEmpty();
      }
    }
    return vectors;
  }

  @Test
  void aReaderDecodesAVector() throws Exception {
    RowDeletion deletion = new RowDeletion(new UUID(0x1234_5678_9abc_def0L, -2), 4096, 15);
    Location root = bucket.at("vectors/");
    var unused =
        store.createExclusive(NewObject.of(root.resolve(deletion.fileName()), deletion.file()));
    Matcher descriptor =
        Pattern.compile(".*\"pathOrInlineDv\":\"(.*)\",\"offset\":1,\"sizeInBytes\":(\\d+),.*")
            .matcher(deletion.descriptor());
    assertThat(descriptor.matches()).isTrue();

    long[] rows =
        new DeletionVectorStoredBitmap(
                new DeletionVectorDescriptor(
                    "u",
                    descriptor.group(1),
                    Optional.of(1),
                    Integer.parseInt(descriptor.group(2)),
                    4096),
                Optional.of(root.toString()))
            .load(DefaultEngine.create(new ObjectStoreFileIO(store)).getFileSystemClient())
            .toArray();

    assertThat(rows).isEqualTo(LongStream.range(0, 4096).map(row -> row * 15).toArray());
  }

  @Test
  void equalSeedsAreEqualBytesHoweverTheyAreRead() throws Exception {
    byte[] whole = new RandomStream(3, 200_000).readAllBytes();
    byte[] pieces = new byte[200_000];
    RandomStream stream = new RandomStream(3, 200_000);
    for (int read = 0; read < pieces.length; ) {
      read += stream.read(pieces, read, Math.min(777, pieces.length - read));
    }

    assertThat(whole).isEqualTo(pieces);
    assertThat(stream.read()).isEqualTo(-1);
    assertThat(new RandomStream(4, 200_000).readAllBytes()).isNotEqualTo(whole);
  }
}
