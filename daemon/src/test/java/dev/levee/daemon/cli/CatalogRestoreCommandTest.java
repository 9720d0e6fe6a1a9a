package dev.levee.daemon.cli;

import static dev.levee.sync.catalog.testing.SampleAssets.catalog;
import static dev.levee.sync.catalog.testing.SampleAssets.grants;
import static dev.levee.sync.catalog.testing.SampleAssets.schema;
import static dev.levee.sync.catalog.testing.SampleAssets.table;
import static dev.levee.sync.catalog.testing.SampleAssets.view;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.CatalogSnapshot;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.Registration;
import dev.levee.sync.catalog.ReplicaEntry;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.durable.DeltaCatalogReplica;
import dev.levee.sync.catalog.standin.MetastoreState;
import dev.levee.sync.catalog.standin.StandInSettings;
import dev.levee.sync.catalog.standin.UnityCatalogStandIn;
import dev.levee.sync.catalog.unity.UnityCatalog;
import dev.levee.sync.catalog.unity.UnityCatalogSettings;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.local.LocalObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code levee catalog restore}: a server from what survives in a store. */
class CatalogRestoreCommandTest {
  private static final String TOKEN = "the-admin-token";

  private final MetastoreState metastore = new MetastoreState("rebuilt");
  private final UnityCatalogStandIn server =
      UnityCatalogStandIn.start(metastore, StandInSettings.authorized(TOKEN));

  @TempDir Path folder;
  private ReplicatedFolders folders;
  private Path token;

  @BeforeEach
  void aReplicaInTheWest() throws IOException {
    metastore.addUser("Bob", "bob@example.com");
    folders = new ReplicatedFolders(folder);
    token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    Path log = Files.createDirectories(folder.resolve("west/data/orders/_delta_log"));
    Files.writeString(log.resolve("%020d.json".formatted(0)), "{}");
    String east = "file://" + folder + "/east/data/";
    List<ReplicaEntry> entries =
        List.of(
            entry(catalog("sales"), Grants.NONE),
            entry(schema("sales", "eu"), Grants.NONE),
            entry(
                table("orders", Table.EXTERNAL, east + "orders"),
                grants("bob@example.com", "SELECT")),
            entry(table("unreplicated", Table.EXTERNAL, east + "unreplicated"), Grants.NONE),
            entry(view("totals", "sales.eu.orders"), Grants.NONE));
    Location prefix = Location.parse("file://" + folder + "/west/_levee/lakehouse/catalog/");
    try (LocalObjectStore store = new LocalObjectStore();
        DeltaCatalogReplica replica =
            new DeltaCatalogReplica(
                store, prefix, DeltaCatalogReplica.Settings.DEFAULT, new SystemTime())) {
      assertThat(replica.write(Optional.empty(), CatalogReplica.of(1, "east", entries))).isZero();
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static ReplicaEntry entry(CatalogAsset asset, Grants grants) {
    return new ReplicaEntry(
        new CatalogEntry(asset, "id-" + asset.name(), grants),
        Registration.LEVEE,
        Optional.empty());
  }

  private int restore(String... more) {
    List<String> arguments =
        List.of(
            "catalog",
            "restore",
            "lakehouse",
            "--to",
            server.uri().toString(),
            "--token-file",
            token.toString());
    return folders.levee(
        Stream.concat(arguments.stream(), Arrays.stream(more)).toArray(String[]::new));
  }

  private CatalogSnapshot rebuilt() {
    try (UnityCatalog catalog =
        new UnityCatalog(UnityCatalogSettings.of(server.uri(), () -> TOKEN), new SystemTime())) {
      return catalog.read(new CatalogScope(new TreeSet<>(Set.of("sales"))));
    }
  }

  @Test
  void withoutApplyItOnlySaysWhatItWouldDo() {
    assertThat(restore()).isEqualTo(ExitCode.DIFFERENT.code());

    assertThat(folders.out())
        .contains("create catalog sales\n", "create table sales.eu.orders\n")
        .contains("! table sales.eu.unreplicated: NOT_LIVE_YET")
        .contains("4 assets to create, from version 0")
        .contains("Nothing was changed. Add --apply to do it.");
    assertThat(server.changes()).isZero();
  }

  @Test
  void whatIsMissingIsCreatedWhereItsDataIsAndOnlyOnce() throws IOException {
    assertThat(restore("--apply")).isEqualTo(ExitCode.DIFFERENT.code());

    CatalogSnapshot rebuilt = rebuilt();
    assertThat(rebuilt.entries().keySet())
        .extracting(Object::toString)
        .contains(
            "catalog sales", "schema sales.eu", "table sales.eu.orders", "view sales.eu.totals");
    CatalogEntry orders =
        rebuilt.entries().values().stream()
            .filter(entry -> entry.asset() instanceof Table)
            .findFirst()
            .orElseThrow();
    assertThat(((Table) orders.asset()).location())
        .isEqualTo("file://" + folder + "/west/data/orders");
    assertThat(orders.grants()).isEqualTo(grants("bob@example.com", "SELECT"));

    assertThat(folders.out()).contains("4 assets created, from version 0");
    assertThat(restore("--apply", "--json")).isEqualTo(ExitCode.DIFFERENT.code());
    JsonNode again = new ObjectMapper().readTree(folders.out());
    assertThat(again.at("/created").asInt()).isZero();
    assertThat(again.at("/changes")).isEmpty();
    assertThat(rebuilt().entries()).isEqualTo(rebuilt.entries());
  }

  @Test
  void whatCannotBeDoneIsSaid() {
    assertThat(folders.levee("catalog", "restore", "lakehouse", "--to", "north")).isEqualTo(2);
    assertThat(folders.err()).contains("'north' is no region of the group");
    assertThat(folders.levee("catalog", "restore", "lakehouse", "--to", "west")).isEqualTo(2);
    assertThat(folders.err()).contains("region west has no catalog server in the configuration");
    server.close();
    assertThat(folders.levee("catalog", "restore", "lakehouse", "--to", "ftp://x")).isEqualTo(2);
  }
}
