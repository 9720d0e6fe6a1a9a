package dev.levee.sync.catalog.durable;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.Catalog;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.Column;
import dev.levee.sync.catalog.Credential;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.ExternalLocation;
import dev.levee.sync.catalog.Function;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.RegisteredModel;
import dev.levee.sync.catalog.Registration;
import dev.levee.sync.catalog.ReplicaEntry;
import dev.levee.sync.catalog.Schema;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.View;
import dev.levee.sync.catalog.Volume;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/** Catalogs for tests: every kind of asset, with texts that are hard to keep. */
public final class SampleCatalog {
  /** Quotes, line ends, other scripts, what looks like JSON, SQL, or a path. */
  public static final String HOSTILE =
      "\"quoted\" 'too' \\ \n\r\t \u0000\u001f Привет 日本語 \uD83D\uDE00 %2F {\"a\":null} a.b/../c ";

  private static final Details DETAILS =
      new Details(
          HOSTILE,
          "owner@example.com",
          Map.of("plain", "value", HOSTILE, HOSTILE, "empty", ""),
          Map.of(
              "isolation_mode", "\"OPEN\"",
              "row_filter", "{\"function_full_name\":\"a.b.c\",\"input_column_names\":[\"x\"]}",
              "large", "123456789012345678901234567890",
              "no_json", HOSTILE,
              "nothing", "",
              "looks_kept", "{\"$text\":\"x\"}"));

  private static final List<Column> COLUMNS =
      List.of(
          new Column("id", "\"long\"", "", false, "", OptionalInt.empty(), "bigint", "LONG"),
          new Column(
              HOSTILE,
              "{\"elementType\":\"string\",\"type\":\"array\"}",
              "{\"delta.columnMapping.id\":2}",
              true,
              HOSTILE,
              OptionalInt.of(0),
              "array<string>",
              "ARRAY"),
          new Column("", "no JSON", "", true, "", OptionalInt.empty(), "", ""));

  private SampleCatalog() {}

  private static List<CatalogAsset> assets(String storage) {
    List<CatalogAsset> assets = new ArrayList<>(filled(DETAILS, storage));
    assets.addAll(bare());
    return assets;
  }

  private static List<CatalogAsset> filled(Details details, String storage) {
    AssetName catalog = AssetName.of("sales");
    AssetName schema = catalog.child("e.u \"1\"");
    return List.of(
        new Credential(
            AssetName.of("cred"), details, "{\"aws_iam_role\":{\"role_arn\":\"arn:aws:iam\"}}"),
        new ExternalLocation(AssetName.of("loc"), details, storage, "cred"),
        new Catalog(catalog, details, "s3://east/managed"),
        new Schema(schema, details, "s3://east/managed/eu"),
        new Table(
            schema.child("orders"),
            details,
            Table.EXTERNAL,
            Table.DELTA,
            storage + "orders",
            COLUMNS),
        new Volume(schema.child(HOSTILE), details, "EXTERNAL", storage + "files"),
        new Function(
            schema.child("f"),
            details,
            new TreeMap<>(
                Map.of("routine_definition", "\"x + 1\"", "input_params", "{\"parameters\":[]}"))),
        new RegisteredModel(schema.child("model"), details),
        new View(
            schema.child("big_orders"),
            details,
            "VIEW",
            "SELECT *\nFROM orders -- " + HOSTILE,
            new TreeSet<>(List.of(AssetId.of(AssetKind.TABLE, "sales", "e.u \"1\"", "orders"))),
            COLUMNS));
  }

  private static List<CatalogAsset> bare() {
    AssetName schema = AssetName.of("empty", "s");
    return List.of(
        new Credential(AssetName.of("bare"), Details.NONE, ""),
        new ExternalLocation(AssetName.of("bare"), Details.NONE, "", ""),
        new Catalog(AssetName.of("empty"), Details.NONE, ""),
        new Schema(schema, Details.NONE, ""),
        new Table(schema.child("t"), Details.NONE, "", "", "", List.of()),
        new Volume(schema.child("v"), Details.NONE, "", ""),
        new Function(schema.child("f"), Details.NONE, new TreeMap<>()),
        new RegisteredModel(schema.child("m"), Details.NONE),
        new View(schema.child("w"), Details.NONE, "", "", new TreeSet<>(), List.of()));
  }

  /** The same with files in a bucket. */
  public static CatalogReplica replica() {
    return replica("s3://east/data/");
  }

  /**
   * One asset of every kind with much in it, and one with nothing; some dropped, some with grants.
   *
   * @param storage the prefix of their files
   */
  public static CatalogReplica replica(String storage) {
    List<ReplicaEntry> entries = new ArrayList<>();
    int number = 0;
    for (CatalogAsset asset : assets(storage)) {
      Grants grants =
          number % 3 == 0
              ? Grants.NONE
              : Grants.spelt(
                  Map.of("analysts", List.of("SELECT", "USE CATALOG"), HOSTILE, List.of("ALL")));
      entries.add(
          new ReplicaEntry(
              new CatalogEntry(asset, number % 2 == 0 ? "" : "id-" + number, grants),
              number % 3 == 0 ? Registration.LEVEE : Registration.NONE,
              number % 4 == 0
                  ? Optional.of(Instant.parse("2026-02-03T04:05:06.123456789Z"))
                  : Optional.empty()));
      number++;
    }
    return CatalogReplica.of(7, "east", entries);
  }

  /** Tables in schemas of one catalog. */
  public static CatalogReplica tables(int schemas, int tablesEach) {
    List<ReplicaEntry> entries = new ArrayList<>();
    entries.add(entry(new Catalog(AssetName.of("sales"), Details.NONE, "")));
    for (int s = 0; s < schemas; s++) {
      AssetName schema = AssetName.of("sales", "schema%03d".formatted(s));
      entries.add(entry(new Schema(schema, Details.NONE, "")));
      for (int t = 0; t < tablesEach; t++) {
        entries.add(entry(table(schema.child("table%03d".formatted(t)))));
      }
    }
    return CatalogReplica.of(1, "east", entries);
  }

  private static Table table(AssetName name) {
    return new Table(
        name, Details.NONE, Table.EXTERNAL, Table.DELTA, "s3://east/data/" + name, COLUMNS);
  }

  /** An asset that Levee has registered, with one grant. */
  public static ReplicaEntry entry(CatalogAsset asset) {
    return new ReplicaEntry(
        new CatalogEntry(asset, "id-" + asset.name(), Grants.spelt(Map.of("a", List.of("SELECT")))),
        Registration.LEVEE,
        Optional.empty());
  }

  /** The same with other comments on these assets. */
  public static CatalogReplica commented(CatalogReplica replica, String comment, AssetId... ids) {
    TreeMap<AssetId, ReplicaEntry> entries = new TreeMap<>(replica.entries());
    for (AssetId id : ids) {
      CatalogAsset asset = entries.get(id).entry().asset();
      entries.put(id, changed(entries.get(id), asset.with(asset.details().withComment(comment))));
    }
    return new CatalogReplica(replica.epoch(), replica.primary(), entries);
  }

  private static ReplicaEntry changed(ReplicaEntry entry, CatalogAsset asset) {
    return new ReplicaEntry(entry.entry().with(asset), entry.registration(), entry.droppedAt());
  }

  /** The same with other grants on these assets. */
  public static CatalogReplica granted(CatalogReplica replica, Grants grants, AssetId... ids) {
    TreeMap<AssetId, ReplicaEntry> entries = new TreeMap<>(replica.entries());
    for (AssetId id : ids) {
      entries.computeIfPresent(id, (any, entry) -> ObjectRows.withGrants(entry, grants));
    }
    return new CatalogReplica(replica.epoch(), replica.primary(), entries);
  }

  /** The same without these assets. */
  public static CatalogReplica without(CatalogReplica replica, AssetId... ids) {
    TreeMap<AssetId, ReplicaEntry> entries = new TreeMap<>(replica.entries());
    List.of(ids).forEach(entries::remove);
    return new CatalogReplica(replica.epoch(), replica.primary(), entries);
  }
}
