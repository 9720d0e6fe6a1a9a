package dev.levee.sync.catalog.durable;

import static dev.levee.sync.catalog.durable.SampleCatalog.commented;
import static dev.levee.sync.catalog.durable.SampleCatalog.granted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.DurableCatalog.Version;
import dev.levee.sync.catalog.DurableCatalog.Versioned;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.durable.DeltaCatalogReplica.Settings;
import dev.levee.sync.engine.ManualTime;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.embedded.EmbeddedS3Server;
import dev.levee.sync.store.embedded.EmbeddedS3Server.Listener;
import dev.levee.sync.store.local.LocalObjectStore;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.s3.S3Credentials;
import dev.levee.sync.store.s3.S3ObjectStore;
import dev.levee.sync.store.s3.S3StoreSettings;
import dev.levee.sync.store.testing.CountingObjectStore;
import dev.levee.sync.store.testing.FaultyObjectStore;
import dev.levee.sync.store.testing.StoreFault;
import dev.levee.sync.store.testing.StoreOperation;
import dev.levee.sync.testing.KernelTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The durable replica: versions, writers, files, and what other readers see. */
class DeltaCatalogReplicaTest {
  private static final Location PREFIX = Location.parse("s3://bucket/_levee/group/catalog/");
  private static final AssetId TABLE =
      AssetId.of(AssetKind.TABLE, "sales", "schema007", "table003");

  private final ManualTime time = new ManualTime();
  private final CountingObjectStore store =
      new CountingObjectStore(new MemoryObjectStore("memory|test", time));

  private DeltaCatalogReplica replica() {
    return replica(store, PREFIX);
  }

  private DeltaCatalogReplica replica(ObjectStore where, Location prefix) {
    return new DeltaCatalogReplica(
        where, prefix, new Settings(Duration.ofDays(30), ReplicaLocations.NONE), time);
  }

  @Test
  void whatWasNeverWrittenIsEmpty() {
    try (DeltaCatalogReplica replica = replica()) {
      assertThat(replica.latest()).isEmpty();
      assertThat(replica.at(0)).isEmpty();
      assertThat(replica.versions()).isEmpty();
    }
  }

  @Test
  void everyKindInMemory() {
    writesAndReads(store, PREFIX);
  }

  @Test
  void everyKindInFiles(@TempDir Path directory) {
    writesAndReads(new LocalObjectStore(), Location.parse("file://" + directory + "/c 1/catalog/"));
  }

  @Test
  void everyKindOnS3() {
    try (EmbeddedS3Server server = EmbeddedS3Server.inMemory(Listener.loopback("key", "secret"));
        ObjectStore s3 =
            new S3ObjectStore(
                S3StoreSettings.server(
                    server.endpoint(),
                    "us-east-1",
                    new S3Credentials.AccessKey("key", "secret")))) {
      server.createBucket("bucket");
      writesAndReads(s3, PREFIX);
    }
  }

  private void writesAndReads(ObjectStore where, Location prefix) {
    CatalogReplica first = SampleCatalog.replica();
    AssetId orders = AssetId.of(AssetKind.TABLE, "sales", "e.u \"1\"", "orders");
    CatalogReplica second = commented(first, "changed", orders);
    CatalogReplica third =
        new CatalogReplica(8, "west", SampleCatalog.without(second, orders).entries());
    try (DeltaCatalogReplica writer = replica(where, prefix);
        DeltaCatalogReplica reader = replica(where, prefix)) {
      assertThat(writer.write(Optional.empty(), first)).isZero();
      assertThat(reader.latest()).contains(new Versioned(0, first));
      assertThat(writer.write(writer.latest(), first)).isZero();
      assertThat(writer.write(writer.latest(), second)).isEqualTo(1);
      assertThat(writer.write(writer.latest(), third)).isEqualTo(2);

      assertThat(reader.latest()).contains(new Versioned(2, third));
      assertThat(reader.at(0)).contains(new Versioned(0, first));
      assertThat(reader.at(1)).contains(new Versioned(1, second));
      assertThat(reader.at(3)).isEmpty();
      assertThat(reader.versions())
          .containsExactly(
              new Version(2, time.now(), 8, 17),
              new Version(1, time.now(), 7, 18),
              new Version(0, time.now(), 7, 18));
    }
  }

  @Test
  void theGrantsOfAVersionStayItsOwn() {
    CatalogReplica first = SampleCatalog.tables(1, 2);
    AssetId id = AssetId.of(AssetKind.TABLE, "sales", "schema000", "table001");
    try (DeltaCatalogReplica replica = replica()) {
      long zero = replica.write(Optional.empty(), first);
      CatalogReplica none = granted(first, Grants.NONE, id);
      long one = replica.write(replica.latest(), none);

      assertThat(zero).isZero();
      assertThat(one).isEqualTo(1);
      assertThat(replica.at(0)).contains(new Versioned(0, first));
      assertThat(replica.at(1)).contains(new Versioned(1, none));
    }
  }

  @Test
  void ofTwoWritersOneIsRefused() {
    CatalogReplica first = SampleCatalog.tables(1, 2);
    try (DeltaCatalogReplica one = replica();
        DeltaCatalogReplica other = replica()) {
      long zero = one.write(Optional.empty(), first);
      Optional<Versioned> seen = other.latest();
      CatalogReplica faster = commented(first, "faster", first.entries().firstKey());
      long version = one.write(one.latest(), faster);

      assertThat(zero).isZero();
      assertThat(version).isEqualTo(1);
      for (Optional<Versioned> believed : List.of(seen, Optional.<Versioned>empty())) {
        assertThatExceptionOfType(CatalogException.class)
            .isThrownBy(() -> other.write(believed, SampleCatalog.tables(2, 2)))
            .satisfies(e -> assertThat(e.kind()).isEqualTo(CatalogException.Kind.ALREADY_EXISTS));
      }
      assertThat(other.latest()).contains(new Versioned(1, faster));
      assertThat(other.write(other.latest(), first)).isEqualTo(2);
    }
  }

  @Test
  void aChangeAmongTenThousandTablesWritesOneSmallFile() {
    CatalogReplica before = SampleCatalog.tables(100, 100);
    try (DeltaCatalogReplica replica = replica()) {
      long zero = replica.write(Optional.empty(), before);
      Optional<Versioned> latest = replica.latest();
      store.reset();

      long one = replica.write(latest, commented(before, "changed", TABLE));
      assertThat(zero).isZero();
      assertThat(one).isEqualTo(1);
      assertThat(created("objects/part-")).isEqualTo(1);
      assertThat(created("grants/part-")).isZero();
      assertThat(store.count(StoreOperation.CREATE_EXCLUSIVE)).isEqualTo(3);

      store.reset();
      Optional<Versioned> changed = replica.latest();
      assertThat(store.calls().stream().filter(call -> isFile(call.location()))).hasSizeLessThan(6);
      long two = replica.write(changed, granted(changed.get().replica(), Grants.NONE, TABLE));
      assertThat(two).isEqualTo(2);
      assertThat(created("objects/part-")).isZero();
      assertThat(created("grants/part-")).isEqualTo(1);
    }
  }

  @Test
  void aFirstReadTakesTwoRequestsForEachFileAndTheNextFourForAllOfThem() {
    try (DeltaCatalogReplica writer = replica();
        DeltaCatalogReplica reader = replica()) {
      assertThat(writer.write(Optional.empty(), SampleCatalog.tables(3, 2))).isZero();
      store.reset();

      assertThat(reader.latest()).isPresent();
      assertThat(store.calls().stream().filter(call -> isFile(call.location()))).hasSize(2 * 10);
      store.reset();
      assertThat(reader.latest()).isPresent();
      assertThat(store.count(StoreOperation.LIST)).isEqualTo(2);
      assertThat(store.calls()).hasSize(4);
    }
  }

  private long created(String part) {
    return store.calls().stream()
        .filter(call -> call.operation() == StoreOperation.CREATE_EXCLUSIVE)
        .filter(call -> call.location().key().contains(part))
        .count();
  }

  private static boolean isFile(Location location) {
    return location.name().startsWith("part-");
  }

  @Test
  void deltaKernelReadsTheSameRows() throws IOException {
    CatalogReplica written = SampleCatalog.replica();
    try (DeltaCatalogReplica replica =
        new DeltaCatalogReplica(
            store,
            PREFIX,
            new Settings(
                Duration.ofDays(30),
                (primary, location) -> Optional.of(location.replace(primary, "west"))),
            time)) {
      CatalogReplica now = CatalogReplica.NONE;
      for (int version = 0; version <= 11; version++) {
        now = new CatalogReplica(version, "east", written.entries());
        assertThat(replica.write(replica.latest(), now)).isEqualTo(version);
      }
    }
    List<SortedMap<String, String>> objects = KernelTexts.rows(store, PREFIX.resolve("objects"));
    List<SortedMap<String, String>> grants = KernelTexts.rows(store, PREFIX.resolve("grants"));

    assertThat(objects)
        .extracting(row -> AssetCodec.replicaEntry(row.get("document")).id())
        .containsExactlyInAnyOrderElementsOf(written.entries().keySet());
    assertThat(objects)
        .filteredOn(row -> row.get("name").equals("orders"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("kind", "TABLE")
                    .containsEntry("full_name", "sales.e.u \"1\".orders")
                    .containsEntry("catalog_name", "sales")
                    .containsEntry("schema_name", "e.u \"1\"")
                    .containsEntry("comment", SampleCatalog.HOSTILE)
                    .containsEntry("storage_location", "s3://east/data/orders")
                    .containsEntry("replica_location", "s3://west/data/orders")
                    .containsEntry("dropped_at", "1770091506123456"));
    assertThat(objects)
        .filteredOn(row -> row.get("kind").equals("CATALOG"))
        .allSatisfy(row -> assertThat(row).doesNotContainKeys("catalog_name", "schema_name"));
    long granted =
        written.entries().values().stream()
            .flatMap(entry -> entry.entry().grants().byPrincipal().values().stream())
            .mapToLong(Collection::size)
            .sum();
    assertThat(grants).hasSize((int) granted);
    assertThat(grants)
        .contains(
            new TreeMap<>(
                Map.of(
                    "kind", "CATALOG",
                    "full_name", "empty",
                    "name", "empty",
                    "principal", "analysts",
                    "privilege", "USE_CATALOG")));
  }

  /** Written long ago by the machine's clock, which is the one that Delta Standalone looks at. */
  @Test
  void ofALogThatWasCleanedTheVersionsFromItsCheckpointOnAreLeft() {
    CatalogReplica first = SampleCatalog.tables(1, 1);
    AssetId id = first.entries().lastKey();
    try (DeltaCatalogReplica replica = replica()) {
      for (int version = 0; version < 12; version++) {
        CatalogReplica next = commented(first, "version " + version, id);
        assertThat(replica.write(replica.latest(), next)).isEqualTo(version);
        time.pass(Duration.ofMinutes(1));
      }
    }
    try (DeltaCatalogReplica replica = replica()) {
      assertThat(replica.versions()).extracting(Version::version).containsExactly(11L, 10L);
      assertThat(replica.at(9)).isEmpty();
      assertThat(replica.at(10).orElseThrow().replica())
          .isEqualTo(commented(first, "version 10", id));
      assertThat(replica.write(replica.latest(), first)).isEqualTo(12);
    }
  }

  @Test
  void aReplicaOfAnotherFormatIsRefused() {
    try (DeltaCatalogReplica replica = replica()) {
      assertThat(replica.write(Optional.empty(), SampleCatalog.tables(1, 1))).isZero();
      Location commit = PREFIX.resolve("objects/_delta_log/00000000000000000000.json");
      String text =
          new String(store.open(commit).orElseThrow().readAll(), StandardCharsets.UTF_8)
              .replace("\"levee.format\":\"1\"", "\"levee.format\":\"2\"");
      store.overwrite(NewObject.of(commit, text.getBytes(StandardCharsets.UTF_8)));
    }
    try (DeltaCatalogReplica replica = replica()) {
      assertThatExceptionOfType(CatalogException.class)
          .isThrownBy(replica::latest)
          .withMessageContaining("version 0 has format 2")
          .satisfies(e -> assertThat(e.kind()).isEqualTo(CatalogException.Kind.REFUSED));
    }
  }

  @Test
  void aFailingStoreIsSaidByItsKind() {
    FaultyObjectStore faulty = new FaultyObjectStore(store);
    try (DeltaCatalogReplica replica = replica(faulty, PREFIX)) {
      assertThat(replica.write(Optional.empty(), SampleCatalog.tables(1, 1))).isZero();
      faulty.with(
          new StoreFault(
              StoreOperation.READ_RANGE, StoreFault.Kind.FAILS_BEFORE_EFFECT, any -> true, 1));

      assertThatExceptionOfType(CatalogException.class)
          .isThrownBy(replica::latest)
          .satisfies(e -> assertThat(e.kind()).isEqualTo(CatalogException.Kind.TRANSIENT));
      assertThat(replica.latest()).isPresent();
    }
  }

  @Test
  void versionsOlderThanTheRetentionLoseTheirFiles() {
    CatalogReplica first = SampleCatalog.tables(2, 2);
    AssetId id = first.entries().lastKey();
    // Delta Standalone cleans the log by the machine's clock, before which nothing is old.
    time.pass(Duration.ofDays(36_500));
    try (DeltaCatalogReplica replica = replica()) {
      for (int version = 0; version < 15; version++) {
        CatalogReplica next = commented(first, "day " + version, id);
        assertThat(replica.write(replica.latest(), next)).isEqualTo(version);
        time.pass(Duration.ofDays(5));
      }

      assertThat(replica.vacuum()).isEqualTo(8);
      assertThat(replica.versions())
          .extracting(Version::version)
          .containsExactly(14L, 13L, 12L, 11L, 10L, 9L, 8L);
      assertThat(replica.at(7)).isEmpty();
      assertThat(replica.at(8).orElseThrow().replica()).isEqualTo(commented(first, "day 8", id));
      assertThat(replica.latest()).isPresent();
      assertThat(replica.vacuum()).isZero();
    }
  }
}
