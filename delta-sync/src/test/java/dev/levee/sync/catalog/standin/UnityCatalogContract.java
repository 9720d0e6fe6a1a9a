package dev.levee.sync.catalog.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the tests of the contract have in common: a server, a catalog of their own, and its schema.
 */
abstract class UnityCatalogContract {
  /** A column as a request has it. */
  static final String ID_COLUMN =
      "{'name':'id','type_text':'bigint','type_name':'LONG','position':0,'nullable':false,"
          + "'type_json':'{\\'name\\':\\'id\\',\\'type\\':\\'long\\',\\'nullable\\':false,"
          + "\\'metadata\\':{}}'}";

  private final boolean authorization;
  ContractServer server;
  String catalog;
  String schema;
  String bucket;

  UnityCatalogContract(boolean authorization) {
    this.authorization = authorization;
  }

  @BeforeEach
  void startsServer() {
    Optional<ContractServer> found = ContractServer.with(authorization);
    Assumptions.assumeTrue(found.isPresent());
    server = found.get();
    catalog = ContractServer.unique("contract_");
    schema = catalog + ".s";
    bucket = "s3://" + catalog.replace('_', '-');
    server.post("/catalogs", "{'name':'%s'}".formatted(catalog));
    server.post("/schemas", "{'name':'s','catalog_name':'%s'}".formatted(catalog));
  }

  @AfterEach
  void stopsServer() {
    if (server != null) {
      // Before the external locations that it may use.
      server.delete("/catalogs/" + catalog + "?force=true");
      server.close();
    }
  }

  /** An object of the schema: its name, and further fields. */
  String inSchema(String name, String fields) {
    return "{'name':'%s','catalog_name':'%s','schema_name':'s'%s}"
        .formatted(name, catalog, fields.isEmpty() ? "" : "," + fields);
  }

  /** An external Delta table of one column, and further fields. */
  String table(String name, String fields) {
    return inSchema(
        name,
        "'table_type':'EXTERNAL','data_source_format':'DELTA','columns':[%s]".formatted(ID_COLUMN)
            + (fields.contains("'storage_location'")
                ? ""
                : ",'storage_location':'%s/%s'".formatted(bucket, name))
            + (fields.isEmpty() ? "" : "," + fields));
  }

  /** A credential and an external location of its own at the bucket's root folder. */
  String externalLocation() {
    String name = ContractServer.unique("place_");
    server.create(
        "/credentials",
        "{'name':'%s','purpose':'STORAGE','aws_iam_role':{'role_arn':'arn:aws:iam::1:role/r'}}"
            .formatted(name),
        "/credentials/" + name);
    Reply reply =
        server.create(
            "/external-locations",
            "{'name':'%s','url':'%s/root','credential_name':'%s'}".formatted(name, bucket, name),
            "/external-locations/" + name);
    assertThat(reply.status()).isEqualTo(200);
    return name;
  }

  /** Another schema, {@code m}, with a storage root in an external location. */
  String managedSchema() {
    externalLocation();
    Reply reply =
        server.post(
            "/schemas",
            "{'name':'m','catalog_name':'%s','storage_root':'%s/root/managed'}"
                .formatted(catalog, bucket));
    assertThat(reply.status()).isEqualTo(200);
    return catalog + ".m";
  }
}
