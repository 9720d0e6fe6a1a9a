package dev.levee.sync.catalog.testing;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.Catalog;
import dev.levee.sync.catalog.Column;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.Function;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.Schema;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.View;
import dev.levee.sync.catalog.Volume;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/** Assets as users have them. */
public final class SampleAssets {
  public static final List<Column> COLUMNS =
      List.of(
          new Column("id", "\"long\"", "", false, "key", OptionalInt.empty(), "bigint", "LONG"),
          new Column("day", "\"date\"", "", true, "", OptionalInt.of(0), "date", "DATE"));

  private SampleAssets() {}

  public static Catalog catalog(String name) {
    return new Catalog(
        AssetName.of(name), new Details("the " + name, "ann", Map.of("k", "v"), Map.of()), "");
  }

  public static Schema schema(String catalog, String name) {
    return new Schema(AssetName.of(catalog, name), Details.NONE, "");
  }

  public static Table table(String name, String type, String location) {
    return new Table(
        AssetName.of("sales", "eu", name),
        Details.NONE.withComment("a table").withOwner("ann"),
        type,
        Table.DELTA,
        location,
        COLUMNS);
  }

  public static View view(String name, String... on) {
    TreeSet<AssetId> dependencies = new TreeSet<>();
    for (String table : on) {
      dependencies.add(AssetId.of(AssetKind.TABLE, table.split("\\.", -1)));
    }
    return new View(
        AssetName.of("sales", "eu", name),
        Details.NONE,
        "VIEW",
        "select 1",
        dependencies,
        List.of());
  }

  public static Volume volume(String name, String type, String location) {
    return new Volume(AssetName.of("sales", "eu", name), Details.NONE, type, location);
  }

  public static Function function(String name) {
    return new Function(
        AssetName.of("sales", "eu", name),
        Details.NONE,
        new TreeMap<>(Map.of("routine_definition", "\"x + 1\"", "full_data_type", "\"INT\"")));
  }

  public static Grants grants(String principal, String... privileges) {
    return Grants.spelt(Map.of(principal, List.of(privileges)));
  }
}
