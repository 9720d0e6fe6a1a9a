package dev.levee.sync.catalog.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.CatalogSnapshot;
import dev.levee.sync.catalog.Column;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.CountingObjectStore;
import dev.levee.sync.store.testing.StoreOperation;
import dev.levee.sync.testing.SparkTables;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Tables that Spark wrote, as a catalog. */
class StorageCatalogTest {
  private static final Location LAKE = Location.parse("s3://lake/data/");
  private static final CatalogScope SCOPE = new CatalogScope(new TreeSet<>(Set.of("lake")));

  private final CountingObjectStore store =
      new CountingObjectStore(new MemoryObjectStore("lake", new SystemTime()));
  private final StorageCatalog catalog = new StorageCatalog(store, List.of(LAKE), "lake");

  private static AssetId id(String schema, String table) {
    return AssetId.of(AssetKind.TABLE, "lake", schema, table);
  }

  private Table table(AssetId id) {
    return (Table) catalog.read(SCOPE).entries().get(id).asset();
  }

  @Test
  void tablesAreNamedByTheirPathsAndHaveTheColumnsOfTheirLogs() {
    SparkTables.copy("partitioned", store, LAKE.resolve("sales/eu/partitioned/"));
    SparkTables.copy("basic", store, LAKE.resolve("basic/"));

    CatalogSnapshot snapshot = catalog.read(SCOPE);

    assertThat(snapshot.entries().keySet())
        .containsExactly(
            AssetId.of(AssetKind.CATALOG, "lake"),
            AssetId.of(AssetKind.SCHEMA, "lake", "default"),
            AssetId.of(AssetKind.SCHEMA, "lake", "sales_eu"),
            id("default", "basic"),
            id("sales_eu", "partitioned"));
    Table partitioned = table(id("sales_eu", "partitioned"));
    assertThat(partitioned.location()).isEqualTo("s3://lake/data/sales/eu/partitioned");
    assertThat(partitioned.type()).isEqualTo(Table.EXTERNAL);
    assertThat(partitioned.columns()).isNotEmpty();
    assertThat(partitioned.columns()).anyMatch(column -> column.partitionIndex().isPresent());
    assertThat(partitioned.columns()).noneMatch(column -> column.typeName().isEmpty());
  }

  @Test
  void aSchemaThatHasEvolvedIsTheNewestOne() {
    SparkTables.copy("schema_evolution", store, LAKE.resolve("evolved/"));

    assertThat(table(id("default", "evolved")).columns())
        .extracting(Column::name)
        .containsExactly("id", "only");
  }

  @Test
  void twoPathsOfOneNameAreBothDistinct() {
    SparkTables.copy("basic", store, LAKE.resolve("a b/t/"));
    SparkTables.copy("basic", store, LAKE.resolve("a_b/t/"));

    List<AssetId> tables =
        catalog.read(SCOPE).entries().keySet().stream()
            .filter(id -> id.kind() == AssetKind.TABLE)
            .toList();

    assertThat(tables).hasSize(2);
    assertThat(tables).allMatch(id -> id.name().last().matches("t_[0-9a-f]{8}"));
  }

  @Test
  void aTableWithoutCommitsIsNoneAndOneThatCannotBeUnderstoodHasNoColumns() {
    store.overwrite(
        NewObject.of(LAKE.resolve("empty/_delta_log/_staged_commits/x"), new byte[] {1}));
    store.overwrite(
        NewObject.of(
            LAKE.resolve("broken/_delta_log/%020d.json".formatted(0)), new byte[] {'{', '}'}));

    CatalogSnapshot snapshot = catalog.read(SCOPE);

    assertThat(snapshot.entries()).doesNotContainKey(id("default", "empty"));
    assertThat(table(id("default", "broken")).columns()).isEmpty();
  }

  @Test
  void whatIsGoneIsNotFoundAndWhatIsThereIs() {
    SparkTables.copy("basic", store, LAKE.resolve("basic/"));

    assertThat(catalog.find(id("default", "basic"))).isPresent();
    assertThat(catalog.find(AssetId.of(AssetKind.SCHEMA, "lake", "default"))).isPresent();
    assertThat(catalog.find(id("default", "other"))).isEmpty();
  }

  @Test
  void aLogIsReadAgainOnlyWhenItHasANewVersion() {
    SparkTables.copy("basic", store, LAKE.resolve("basic/"));
    CatalogSnapshot first = catalog.read(SCOPE);
    store.reset();

    assertThat(catalog.read(SCOPE)).isEqualTo(first);
    assertThat(store.count(StoreOperation.OPEN)).isZero();
    assertThat(store.count(StoreOperation.LIST)).isLessThanOrEqualTo(3);
  }
}
