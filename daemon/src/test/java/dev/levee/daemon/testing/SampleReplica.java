package dev.levee.daemon.testing;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.DurableCatalog;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.Registration;
import dev.levee.sync.catalog.ReplicaEntry;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.testing.SampleAssets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Replicas of the catalog sales of a region. */
public final class SampleReplica {
  private SampleReplica() {}

  /** A catalog with one asset of each kind, and tables that are not to be served. */
  public static void write(DurableCatalog replica, long epoch, String primary) {
    List<ReplicaEntry> entries = new ArrayList<>();
    for (CatalogAsset asset : assets("file:///srv/" + primary)) {
      entries.add(entry(asset, Optional.empty()));
    }
    entries.add(
        entry(
            SampleAssets.table(
                "gone", Table.EXTERNAL, "file:///srv/%s/data/gone".formatted(primary)),
            Optional.of(Instant.EPOCH)));
    write(replica, epoch, primary, entries);
  }

  /** The same with many tables. */
  public static void writeTables(DurableCatalog replica, int count) {
    List<ReplicaEntry> entries = new ArrayList<>();
    entries.add(entry(SampleAssets.catalog("sales"), Optional.empty()));
    entries.add(entry(SampleAssets.schema("sales", "eu"), Optional.empty()));
    for (int i = 0; i < count; i++) {
      String name = "t%04d".formatted(i);
      entries.add(
          entry(
              SampleAssets.table(name, Table.EXTERNAL, "file:///srv/east/data/" + name),
              Optional.empty()));
    }
    write(replica, 1, "east", entries);
  }

  private static void write(
      DurableCatalog replica, long epoch, String primary, List<ReplicaEntry> entries) {
    replica.write(replica.latest(), CatalogReplica.of(epoch, primary, entries));
  }

  private static List<CatalogAsset> assets(String root) {
    return List.of(
        SampleAssets.catalog("sales"),
        SampleAssets.schema("sales", "eu"),
        SampleAssets.table("orders", Table.MANAGED, root + "/data/orders"),
        SampleAssets.table("elsewhere", Table.EXTERNAL, "file:///mnt/elsewhere"),
        SampleAssets.view("recent", "sales.eu.orders"),
        SampleAssets.volume("files", Table.EXTERNAL, root + "/data/files"),
        SampleAssets.function("plus"));
  }

  private static ReplicaEntry entry(CatalogAsset asset, Optional<Instant> droppedAt) {
    AssetId id = asset.id();
    return new ReplicaEntry(
        new CatalogEntry(asset, "id of " + id.name(), Grants.NONE), Registration.LEVEE, droppedAt);
  }
}
