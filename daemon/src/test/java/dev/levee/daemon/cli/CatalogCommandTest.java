package dev.levee.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.durable.CatalogExport;
import dev.levee.sync.catalog.durable.DeltaCatalogReplica;
import dev.levee.sync.catalog.durable.SampleCatalog;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.local.LocalObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code levee catalog} on the stores of a group that no daemon runs. */
class CatalogCommandTest {
  private static final AssetId ORDERS = AssetId.of(AssetKind.TABLE, "sales", "e.u \"1\"", "orders");
  private static final String NAME = "sales.e.u \"1\".orders";

  @TempDir Path folder;
  private ReplicatedFolders folders;
  private CatalogReplica first;
  private CatalogReplica second;

  @BeforeEach
  void writeTwoVersions() throws IOException {
    folders = new ReplicatedFolders(folder);
    first = SampleCatalog.replica("file://" + folder + "/east/data/");
    second =
        SampleCatalog.without(
            SampleCatalog.commented(first, "new\ncomment", ORDERS),
            AssetId.of(AssetKind.CATALOG, "empty"));
    Location prefix = Location.parse("file://" + folder + "/west/_levee/lakehouse/catalog/");
    try (LocalObjectStore store = new LocalObjectStore();
        DeltaCatalogReplica replica =
            new DeltaCatalogReplica(
                store, prefix, DeltaCatalogReplica.Settings.DEFAULT, new SystemTime())) {
      assertThat(replica.write(replica.latest(), first)).isZero();
      assertThat(replica.write(replica.latest(), second)).isEqualTo(1);
    }
  }

  private String output(String... arguments) {
    assertThat(folders.levee(arguments)).as(folders.err()).isZero();
    return folders.out();
  }

  private JsonNode json(String... arguments) throws IOException {
    return new ObjectMapper().readTree(output(arguments));
  }

  @Test
  void assetsAndVersionsAreListed() throws IOException {
    assertThat(output("catalog", "list", "lakehouse"))
        .containsPattern("table +sales\\.e\\.u \"1\"\\.orders +owner@example\\.com +- +2026-02-03T")
        .contains("17 assets of the catalog of east, in west, version 1, epoch 7");
    JsonNode old = json("catalog", "list", "lakehouse", "--at", "0", "--from", "west", "--json");
    assertThat(old.at("/assets")).hasSize(18);
    assertThat(old.at("/primary_region").asText()).isEqualTo("east");
    assertThat(output("catalog", "list", "lakehouse", "--versions"))
        .containsPattern("(?s)VERSION +WRITTEN +EPOCH +ASSETS\n1 .* 7 +17\n0 .* 7 +18\n");
    JsonNode versions = json("catalog", "list", "lakehouse", "--versions", "--json");
    assertThat(versions.at("/versions/0/version").asLong()).isEqualTo(1);
  }

  @Test
  void anAssetIsShownWithItsLocationsInBothRegions() throws IOException {
    assertThat(output("catalog", "show", "lakehouse", NAME))
        .startsWith("table " + NAME + "\n")
        .contains("  in east: file://" + folder + "/east/data/orders\n")
        .contains("  in west: file://" + folder + "/west/data/orders\n")
        .contains("  granted to analysts: SELECT, USE_CATALOG\n")
        .contains("  comment:\n    new\n    comment\n");
    JsonNode asset = json("catalog", "show", "lakehouse", NAME, "--at", "0", "--json");
    assertThat(asset.at("/assets/0/attributes/comment").asText()).isEqualTo(SampleCatalog.HOSTILE);
    assertThat(asset.at("/assets/0/grants/analysts/0").asText()).isEqualTo("SELECT");
    assertThat(folders.levee("catalog", "show", "lakehouse", "sales.nothing")).isEqualTo(1);
    assertThat(folders.err()).contains("the catalog replica has no asset 'sales.nothing'");
  }

  @Test
  void anExportHoldsAllOfAVersion() throws IOException {
    Path file = folder.resolve("catalog.json");

    assertThat(CatalogExport.read(output("catalog", "export", "lakehouse"))).isEqualTo(second);
    assertThat(output("catalog", "export", "lakehouse", "--at", "0", "--file", file.toString()))
        .isEmpty();
    assertThat(CatalogExport.read(Files.readString(file))).isEqualTo(first);
  }

  @Test
  void versionsAreCompared() throws IOException {
    assertThat(output("catalog", "diff", "lakehouse"))
        .contains("- catalog empty\n")
        .contains("~ table " + NAME + "\n    comment: ")
        .contains(" -> new\uFFFDcomment\n")
        .contains("2 differences between version 0 and version 1 in west");
    JsonNode back = json("catalog", "diff", "lakehouse", "--at", "1", "--with", "0", "--json");
    assertThat(back.at("/changes/0/what").asText()).isEqualTo("ADDED");
    assertThat(back.at("/changes/1/attributes/comment/from").asText()).isEqualTo("new\ncomment");
    assertThat(output("catalog", "diff", "lakehouse", "--at", "1")).startsWith("0 differences");
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(folders.levee("catalog", "list", "nobody")).isEqualTo(2);
    assertThat(folders.levee("catalog", "list", "lakehouse", "--from", "north")).isEqualTo(2);
    assertThat(folders.err()).contains("the group 'lakehouse' has no region 'north'");
    assertThat(folders.levee("catalog", "list", "lakehouse", "--from", "east")).isEqualTo(1);
    assertThat(folders.err()).contains("no catalog replica of the group 'lakehouse' was found");
    assertThat(folders.levee("catalog", "list", "lakehouse", "--at", "9")).isEqualTo(1);
    assertThat(folders.err()).contains("the catalog replica in west has no version 9");
    assertThat(folders.levee("catalog", "diff", "lakehouse", "--with", "0")).isEqualTo(1);
    assertThat(folders.err()).contains("the catalog replica has no version before 0");
  }
}
