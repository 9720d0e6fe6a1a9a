package dev.levee.sync.store.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.embedded.EmbeddedS3Server;
import dev.levee.sync.store.embedded.EmbeddedS3Server.Listener;
import dev.levee.sync.store.local.LocalObjectStore;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.s3.S3Credentials;
import dev.levee.sync.store.s3.S3ObjectStore;
import dev.levee.sync.store.s3.S3StoreSettings;
import dev.levee.sync.store.testing.FaultyObjectStore;
import dev.levee.sync.store.testing.StoreFault;
import dev.levee.sync.store.testing.StoreOperation;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.exceptions.DeltaConcurrentModificationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delta Standalone and Parquet write and read tables on Levee's stores. */
class StandaloneTableTest {
  private static final Location TABLE = Location.parse("s3://bucket/tables/of names+1");

  private final ObjectStore memory = new MemoryObjectStore("memory|test", new SystemTime());

  @Test
  void aTableInMemory() throws IOException {
    writesAndReads(memory, TABLE);
  }

  @Test
  void aTableInFiles(@TempDir Path directory) throws IOException {
    writesAndReads(
        new LocalObjectStore(), Location.parse("file://" + directory).resolve("tables/t 1"));
  }

  @Test
  void aTableOnS3() throws IOException {
    try (EmbeddedS3Server server = EmbeddedS3Server.inMemory(Listener.loopback("key", "secret"));
        ObjectStore store =
            new S3ObjectStore(
                S3StoreSettings.server(
                    server.endpoint(),
                    "us-east-1",
                    new S3Credentials.AccessKey("key", "secret")))) {
      server.createBucket("bucket");
      writesAndReads(store, TABLE);
    }
  }

  private static void writesAndReads(ObjectStore store, Location location) throws IOException {
    try (HadoopAccess access = new HadoopAccess(store)) {
      StandaloneTable table = new StandaloneTable(access, location);
      for (int version = 0; version <= 11; version++) {
        assertThat(table.append(version * 100, 100)).isEqualTo(version);
      }

      assertThat(table.rows())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 1200).mapToObj(id -> id + "=name-" + id).toList());
      assertThat(names(store, location.resolve("_delta_log/")))
          .contains(
              "00000000000000000000.json",
              "00000000000000000010.checkpoint.parquet",
              "00000000000000000011.json",
              "_last_checkpoint")
          .hasSize(14);
    }
  }

  private static List<String> names(ObjectStore store, Location prefix) {
    List<String> names = new ArrayList<>();
    new Listing(store, ListRequest.oneLevelBelow(prefix))
        .forEachRemaining(entry -> names.add(entry.location().name()));
    return names;
  }

  @Test
  void aCommitWhoseAnswerIsLostIsRecognised() throws IOException {
    FaultyObjectStore faulty = new FaultyObjectStore(memory);
    try (HadoopAccess access = new HadoopAccess(faulty)) {
      StandaloneTable table = new StandaloneTable(access, TABLE);
      long created = table.append(0, 1);
      faulty.with(lost("1.json", StoreFault.Kind.LOSES_ANSWER));
      faulty.with(lost("2.json", StoreFault.Kind.FAILS_BEFORE_EFFECT));

      assertThat(created).isZero();
      assertThat(table.append(1, 1)).isEqualTo(1);
      assertThat(table.append(2, 1)).isEqualTo(2);
      assertThat(table.rows()).containsExactlyInAnyOrder("0=name-0", "1=name-1", "2=name-2");
    }
  }

  private static StoreFault lost(String keyEnd, StoreFault.Kind kind) {
    return new StoreFault(
        StoreOperation.CREATE_EXCLUSIVE, kind, location -> location.key().endsWith(keyEnd), 1);
  }

  @Test
  void anotherWritersCommitIsNeverOverwritten() throws IOException {
    try (HadoopAccess one = new HadoopAccess(memory);
        HadoopAccess other = new HadoopAccess(memory)) {
      StandaloneTable table = new StandaloneTable(one, TABLE);
      long created = table.append(0, 1);
      OptimisticTransaction late = new StandaloneTable(other, TABLE).log().startTransaction();
      late.readWholeTable();
      long first = table.append(1, 1);

      assertThat(created).isZero();
      assertThat(first).isEqualTo(1);
      assertThatThrownBy(() -> new StandaloneTable(other, TABLE).commit(late, 2, 1))
          .isInstanceOf(DeltaConcurrentModificationException.class);
      assertThat(table.rows()).containsExactlyInAnyOrder("0=name-0", "1=name-1");
    }
  }
}
