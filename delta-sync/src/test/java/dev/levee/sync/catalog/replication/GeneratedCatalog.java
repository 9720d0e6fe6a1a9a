package dev.levee.sync.catalog.replication;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.Catalog;
import dev.levee.sync.catalog.Column;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.ExternalLocation;
import dev.levee.sync.catalog.Function;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.RegisteredModel;
import dev.levee.sync.catalog.Schema;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.View;
import dev.levee.sync.catalog.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** Assets of every kind, made up from a seed, in the catalogs {@code sales} and {@code ops}. */
final class GeneratedCatalog {
  private static final List<String> FORMATS = List.of("DELTA", "CSV", "DELTA", "PARQUET");
  private static final List<String> TEXTS =
      List.of(
          "",
          "plain",
          "\"quoted\" 'too' \\ \n\r\t Привет 日本語 \uD83D\uDE00",
          "%2F {\"a\":null} a.b/../c ",
          "'; drop table x; --",
          " blanks ");
  private static final List<String> TYPES =
      List.of(
          "\"long\"",
          "\"decimal(38,18)\"",
          "\"timestamp_ntz\"",
          "\"binary\"",
          "{\"containsNull\":true,\"elementType\":\"string\",\"type\":\"array\"}",
          "{\"keyType\":\"string\",\"type\":\"map\",\"valueContainsNull\":false,\"valueType\":"
              + "{\"fields\":[{\"name\":\"Aa b\",\"nullable\":true,\"type\":\"double\"}],"
              + "\"type\":\"struct\"}}");

  private final Random random;
  private final ServerSide side;

  GeneratedCatalog(long seed, ServerSide side) {
    this.random = new Random(seed);
    this.side = side;
  }

  /** How many of each kind there are in a schema. */
  record Extent(
      List<String> catalogs, int schemas, int tables, int views, int volumes, int functions) {
    static final Extent THOUSAND = new Extent(List.of("ops", "sales"), 10, 24, 9, 5, 7);
    static final Extent SMALL = new Extent(List.of("sales"), 2, 1, 1, 1, 1);
  }

  void fill(Extent extent) {
    side.create(
        new ExternalLocation(
            AssetName.of("extra"), details(false), "s3://%s/extra".formatted(side.region), "keys"),
        Grants.NONE);
    for (String catalog : extent.catalogs()) {
      String root = "s3://%s/managed/%s".formatted(side.region, catalog);
      side.create(
          new Catalog(AssetName.of(catalog), details(true), root),
          grants("USE CATALOG", "CREATE SCHEMA"));
      for (int schema = 0; schema < extent.schemas(); schema++) {
        fillSchema(AssetName.of(catalog, "schema_" + schema), schema == 0, extent);
      }
    }
  }

  /**
   * What is managed below a root of a schema can lie nowhere else: with one, there are models only.
   */
  private void fillSchema(AssetName schema, boolean withRoot, Extent extent) {
    side.create(
        new Schema(schema, details(true), withRoot ? place("data/roots", schema) : ""),
        grants("USE SCHEMA", "CREATE TABLE"));
    for (int i = 0; i < extent.tables(); i++) {
      side.create(table(schema.child("table_" + i), FORMATS.get(i % FORMATS.size())), grants());
    }
    for (int i = 0; i < extent.views(); i++) {
      if (withRoot) {
        side.create(
            new RegisteredModel(schema.child("Model-" + i), details(false)), grants("EXECUTE"));
      } else {
        managed(schema, "managed_" + i);
      }
    }
    for (int i = 0; i < extent.volumes(); i++) {
      AssetName name = schema.child("volume_" + i);
      side.create(
          new Volume(name, details(false), "EXTERNAL", place("data/volumes", name)),
          grants("READ VOLUME"));
    }
    for (int i = 0; i < extent.functions(); i++) {
      side.create(function(schema.child("function_" + i)), grants("EXECUTE"));
    }
    views(schema, extent.views());
  }

  /** Each is made from the one before it, whose name comes after its own. */
  private void views(AssetName schema, int count) {
    AssetId below = new AssetId(AssetKind.TABLE, schema.child("table_0"));
    for (int i = 0; i < count; i++) {
      AssetName name = schema.child("view_" + (99 - i));
      side.create(
          new View(
              name,
              details(true),
              i % 4 == 3 ? "METRIC_VIEW" : "VIEW",
              "select * from " + below.name() + " -- " + text(),
              new TreeSet<>(List.of(below)),
              i % 2 == 0 ? columns() : List.of()),
          grants());
      below = new AssetId(AssetKind.TABLE, name);
    }
  }

  private Table table(AssetName name, String format) {
    String folder = random.nextInt(5) == 0 ? "extra/tables" : "data/tables";
    return new Table(name, details(true), "EXTERNAL", format, place(folder, name), columns());
  }

  /** The server chooses the place first; nobody else can create one. */
  void managed(AssetName schema, String name) {
    String in =
        "'catalog_name':'%s','schema_name':'%s','name':'%s'"
            .formatted(schema.first(), schema.last(), name);
    String staging = side.send("POST", "/staging-tables", "{" + in + "}");
    side.send(
        "POST",
        "/tables",
        ("{%s,'table_type':'MANAGED','data_source_format':'DELTA','storage_location':'%s',"
                + "'properties':{'io.unitycatalog.tableId':'%s','kept':'yes'},'columns':[]}")
            .formatted(in, field(staging, "staging_location"), field(staging, "id")));
    side.catalog.grant(new AssetId(AssetKind.TABLE, schema.child(name)), Grants.NONE, grants());
  }

  private static String field(String json, String name) {
    return CanonicalJson.parse(json).path(name).asText();
  }

  private Function function(AssetName name) {
    TreeMap<String, String> routine =
        new TreeMap<>(
            Map.of(
                "data_type", "\"DOUBLE\"",
                "full_data_type", "\"double\"",
                "is_deterministic", "true",
                "parameter_style", "\"S\"",
                "routine_body", "\"SQL\"",
                "routine_definition", "\"x / 1.%d\"".formatted(random.nextInt(100)),
                "security_type", "\"DEFINER\"",
                "specific_name", "\"f\""));
    if (random.nextBoolean()) {
      routine.put(
          "input_params",
          "{\"parameters\":[{\"name\":\"x\",\"position\":0,\"type_json\":\"{}\","
              + "\"type_name\":\"DOUBLE\",\"type_text\":\"double\"}]}");
    }
    return new Function(name, details(false), routine);
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      columns.add(
          new Column(
              i % 3 == 2 ? "Spalte ä %d".formatted(i) : "c" + i,
              TYPES.get(random.nextInt(TYPES.size())),
              random.nextInt(3) == 0 ? "{\"delta.columnMapping.id\":%d}".formatted(i) : "",
              random.nextBoolean(),
              text(),
              i == 0 && random.nextBoolean() ? OptionalInt.of(0) : OptionalInt.empty(),
              "",
              ""));
    }
    return columns;
  }

  private Details details(boolean properties) {
    Map<String, String> map = new TreeMap<>();
    for (int i = random.nextInt(3); properties && i > 0; i--) {
      map.put("key " + i + text(), text());
    }
    return new Details(text(), "", map, Map.of());
  }

  private Grants grants() {
    return grants("SELECT", "MODIFY");
  }

  private Grants grants(String... privileges) {
    Map<String, List<String>> granted = new TreeMap<>();
    for (String user : ServerSide.USERS) {
      int which = random.nextInt(4);
      if (which > 1) {
        granted.put(user, List.of(privileges).subList(0, Math.min(which - 1, privileges.length)));
      }
    }
    return Grants.spelt(granted);
  }

  private String place(String folder, AssetName name) {
    return "s3://%s/%s/%s".formatted(side.region, folder, name);
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }
}
