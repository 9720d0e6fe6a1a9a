package dev.levee.bench.micro;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.Catalog;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogSnapshot;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.Fit;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.Registration;
import dev.levee.sync.catalog.ReplicaEntry;
import dev.levee.sync.catalog.Schema;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.change.CatalogDiff;
import dev.levee.sync.catalog.change.CatalogPlan;
import dev.levee.sync.catalog.change.Translation;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Compares the replica of a catalog with a server that shows the same, or nothing yet. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CatalogComparison {
  private static final int TABLES = 10_000;
  private static final int TABLES_PER_SCHEMA = 100;
  private static final RegionName EAST = new RegionName("east");
  private static final RegionName WEST = new RegionName("west");
  private static final Details DETAILS = new Details("", "", Map.of("made.by", "bench"), Map.of());
  private static final Translation TRANSLATION =
      new Translation(
          new LocationMappings(
              List.of(
                  new LocationMapping(
                      "data",
                      Map.of(
                          EAST, Location.parse("s3://acme-lake-east/data/"),
                          WEST, Location.parse("s3://acme-lake-west/data/")))),
              RegionName::value),
          EAST,
          WEST,
          root -> true);

  /** Whether the server has everything already. */
  @Param({"true", "false"})
  public boolean replicated;

  private final SortedMap<AssetId, ReplicaEntry> entries = new TreeMap<>();
  private CatalogSnapshot target = CatalogSnapshot.EMPTY;

  /** Makes both sides. */
  @Setup
  public void make() {
    Registration registration = replicated ? Registration.LEVEE : Registration.NONE;
    List<CatalogEntry> there = new ArrayList<>();
    for (CatalogAsset asset : assets()) {
      CatalogEntry entry = new CatalogEntry(asset, "", Grants.NONE);
      entries.put(entry.id(), new ReplicaEntry(entry, registration, Optional.empty()));
      there.add(TRANSLATION.translated(entry).entry().orElseThrow());
    }
    target = replicated ? CatalogSnapshot.of(there) : CatalogSnapshot.EMPTY;
    int changes = compare().changes().size();
    if (changes != (replicated ? 0 : entries.size())) {
      throw new IllegalStateException("unexpected changes: " + changes);
    }
  }

  private static List<CatalogAsset> assets() {
    AssetName catalog = AssetName.of("sales");
    List<CatalogAsset> assets = new ArrayList<>(List.of(new Catalog(catalog, DETAILS, "")));
    for (int i = 0; i < TABLES; i++) {
      AssetName schema = catalog.child("schema_%04d".formatted(i / TABLES_PER_SCHEMA));
      if (i % TABLES_PER_SCHEMA == 0) {
        assets.add(new Schema(schema, DETAILS, ""));
      }
      AssetName name = schema.child("table_%06d".formatted(i));
      String location = "s3://acme-lake-east/data/" + name;
      assets.add(new Table(name, DETAILS, Table.EXTERNAL, Table.DELTA, location, List.of()));
    }
    return assets;
  }

  /** One comparison. */
  @Benchmark
  public CatalogPlan compare() {
    return CatalogDiff.plan(
        entries,
        target,
        new CatalogDiff.Terms(
            TRANSLATION,
            entry -> new Fit(Optional.of(entry), List.of()),
            name -> true,
            entry -> false,
            Map.of()));
  }
}
