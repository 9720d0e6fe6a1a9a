package dev.levee.sync.catalog.unity;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.Catalog;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.Column;
import dev.levee.sync.catalog.Credential;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.ExternalLocation;
import dev.levee.sync.catalog.Function;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.RegisteredModel;
import dev.levee.sync.catalog.Schema;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.View;
import dev.levee.sync.catalog.Volume;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/** One asset of each kind, with everything that the open-source server holds of it. */
final class Examples {
  static final Credential CREDENTIAL =
      new Credential(
          AssetName.of("keys"),
          details("reaches the bucket", Map.of()),
          CanonicalJson.of(
              "{'aws_iam_role':{'role_arn':'arn:aws:iam::1:role/r'}}".replace('\'', '"')));

  static final ExternalLocation EXTERNAL_LOCATION =
      new ExternalLocation(
          AssetName.of("landing"), details("where files land", Map.of()), "s3://east/ext", "keys");

  static final Catalog CATALOG =
      new Catalog(AssetName.of("sales"), details("sales", Map.of("team", "eu")), "s3://east/ext/m");

  static final Schema SCHEMA =
      new Schema(AssetName.of("sales", "eu"), details("Europe", Map.of("cost", "")), "");

  static final Table TABLE =
      new Table(
          AssetName.of("sales", "eu", "orders"),
          details("all orders", Map.of("quality", "gold")),
          Table.EXTERNAL,
          Table.DELTA,
          "s3://east/data/orders",
          List.of(
              column("id", "\"long\"", false, OptionalInt.empty()),
              column("day", "\"date\"", true, OptionalInt.of(0)),
              column(
                  "lines",
                  "{'containsNull':true,'elementType':{'fields':[{'name':'Price','nullable':true,'type':'decimal(10,2)'}],'type':'struct'},'type':'array'}",
                  true,
                  OptionalInt.empty())));

  static final Volume VOLUME =
      new Volume(
          AssetName.of("sales", "eu", "files"),
          details("reports", Map.of()),
          Table.EXTERNAL,
          "s3://east/volumes/files");

  static final Function FUNCTION =
      new Function(
          AssetName.of("sales", "eu", "net"),
          details("without tax", Map.of()),
          new TreeMap<>(
              Map.of(
                  "data_type", "\"DOUBLE\"",
                  "full_data_type", "\"double\"",
                  "input_params",
                      "{'parameters':[{'name':'gross','position':0,'type_json':'{}','type_name':'DOUBLE','type_text':'double'}]}"
                          .replace('\'', '"'),
                  "is_deterministic", "true",
                  "is_null_call", "false",
                  "parameter_style", "\"S\"",
                  "routine_body", "\"SQL\"",
                  "routine_definition", "\"gross / 1.2\"",
                  "security_type", "\"DEFINER\"",
                  "specific_name", "\"net\"")));

  static final RegisteredModel MODEL =
      new RegisteredModel(AssetName.of("sales", "eu", "churn"), details("who leaves", Map.of()));

  static final View VIEW =
      new View(
          AssetName.of("sales", "eu", "big_orders"),
          details("only big ones", Map.of("by", "finance")),
          "VIEW",
          "select id from sales.eu.orders",
          new TreeSet<>(List.of(AssetId.of(AssetKind.TABLE, "sales", "eu", "orders"))),
          List.of(column("id", "\"long\"", false, OptionalInt.empty())));

  /** In the order of creation. */
  static final List<CatalogAsset> ALL =
      List.of(CREDENTIAL, EXTERNAL_LOCATION, CATALOG, SCHEMA, TABLE, VOLUME, FUNCTION, MODEL, VIEW);

  private Examples() {}

  static Details details(String comment, Map<String, String> properties) {
    return new Details(comment, "", properties, Map.of());
  }

  /** A column whose type's text and name are left to be found out. */
  static Column column(String name, String type, boolean nullable, OptionalInt partition) {
    return new Column(
        name,
        CanonicalJson.of(type.replace('\'', '"')),
        "{\"delta.columnMapping.id\":7}",
        nullable,
        "the " + name,
        partition,
        "",
        "");
  }

  /** An entry without grants. */
  static CatalogEntry entry(CatalogAsset asset) {
    return new CatalogEntry(asset, "", Grants.NONE);
  }

  /** What a fitted asset has once it is there: all but the owner, whom the server chooses. */
  static CatalogAsset ownerless(CatalogAsset asset) {
    return asset.with(asset.details().withOwner(""));
  }
}
