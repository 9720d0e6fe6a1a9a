package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** The paths of the server. */
final class Endpoints {
  private static final String CATALOG_API = "/api/2.1/unity-catalog";
  private static final String USERS = "/api/1.0/unity-control/scim2/Users";

  private Endpoints() {}

  static Routes of(MetastoreState state, Access access) {
    Securables securables = new Securables(state, access);
    Routes routes = new Routes();
    ofCatalogs(routes, securables);
    ofTables(routes, securables);
    ofVolumesAndFunctions(routes, securables);
    ofPermissions(routes, securables);
    ofModels(routes, securables);
    ofStorage(routes, securables);
    ofDelta(routes, securables);
    return routes;
  }

  private static void ofCatalogs(Routes routes, Securables securables) {
    Catalogs catalogs = new Catalogs(securables);
    routes
        .on(
            "GET",
            CATALOG_API + "/metastore_summary",
            call ->
                Answer.json(
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("metastore_id", securables.state().metastore().id())))
        .on("POST", CATALOG_API + "/catalogs", catalogs::createCatalog)
        .on("GET", CATALOG_API + "/catalogs", catalogs::listCatalogs)
        .on(
            "PATCH",
            CATALOG_API + "/catalogs/{name}",
            call -> catalogs.patch(call, SecurableKind.CATALOG))
        .on("POST", CATALOG_API + "/schemas", catalogs::createSchema)
        .on("GET", CATALOG_API + "/schemas", catalogs::listSchemas)
        .on(
            "PATCH",
            CATALOG_API + "/schemas/{name}",
            call -> catalogs.patch(call, SecurableKind.SCHEMA));
    readAndDrop(routes, securables, "/catalogs/{name}", SecurableKind.CATALOG);
    readAndDrop(routes, securables, "/schemas/{name}", SecurableKind.SCHEMA);
  }

  private static void ofTables(Routes routes, Securables securables) {
    StagingTables staging = new StagingTables(securables);
    Tables tables = new Tables(securables, staging);
    routes
        .on("POST", CATALOG_API + "/tables", tables::create)
        .on("GET", CATALOG_API + "/tables", tables::list)
        .on("POST", CATALOG_API + "/staging-tables", staging::create);
    readAndDrop(routes, securables, "/tables/{name}", SecurableKind.TABLE);
  }

  private static void ofVolumesAndFunctions(Routes routes, Securables securables) {
    Volumes volumes = new Volumes(securables);
    Functions functions = new Functions(securables);
    routes
        .on("POST", CATALOG_API + "/volumes", volumes::create)
        .on("GET", CATALOG_API + "/volumes", volumes::list)
        .on("PATCH", CATALOG_API + "/volumes/{name}", volumes::patch)
        .on("POST", CATALOG_API + "/functions", functions::create)
        .on("GET", CATALOG_API + "/functions", functions::list);
    readAndDrop(routes, securables, "/volumes/{name}", SecurableKind.VOLUME);
    readAndDrop(routes, securables, "/functions/{name}", SecurableKind.FUNCTION);
  }

  private static void ofPermissions(Routes routes, Securables securables) {
    Permissions permissions = new Permissions(securables);
    Users users = new Users(securables);
    routes
        .on("GET", CATALOG_API + "/permissions/{type}/{name}", permissions::read)
        .on("PATCH", CATALOG_API + "/permissions/{type}/{name}", permissions::patch)
        .on("POST", USERS, users::create)
        .on("GET", USERS, users::list)
        .on("DELETE", USERS + "/{id}", users::delete);
  }

  private static void readAndDrop(
      Routes routes, Securables securables, String path, SecurableKind kind) {
    routes
        .on("GET", CATALOG_API + path, call -> securables.read(call, kind, info -> info))
        .on("DELETE", CATALOG_API + path, call -> securables.drop(call, kind));
  }

  private static void ofModels(Routes routes, Securables securables) {
    RegisteredModels models = new RegisteredModels(securables);
    String version = CATALOG_API + "/models/{name}/versions/{version}";
    routes
        .on("POST", CATALOG_API + "/models", models::create)
        .on("GET", CATALOG_API + "/models", models::list)
        .on("PATCH", CATALOG_API + "/models/{name}", models::patch)
        .on("POST", CATALOG_API + "/models/versions", models::createVersion)
        .on("GET", CATALOG_API + "/models/{name}/versions", models::listVersions)
        .on("GET", version, models::readVersion)
        .on("PATCH", version, models::patchVersion)
        .on("PATCH", version + "/finalize", models::finalizeVersion);
    readAndDrop(routes, securables, "/models/{name}", SecurableKind.REGISTERED_MODEL);
  }

  private static void ofStorage(Routes routes, Securables securables) {
    ExternalLocations locations = new ExternalLocations(securables);
    Credentials credentials = new Credentials(securables);
    String location = CATALOG_API + "/external-locations/{name}";
    String credential = CATALOG_API + "/credentials/{name}";
    routes
        .on("POST", CATALOG_API + "/external-locations", locations::create)
        .on("GET", CATALOG_API + "/external-locations", locations::list)
        .on("GET", location, locations::read)
        .on("PATCH", location, locations::patch)
        .on("DELETE", location, locations::drop)
        .on("POST", CATALOG_API + "/credentials", credentials::create)
        .on("GET", CATALOG_API + "/credentials", credentials::list)
        .on(
            "GET",
            credential,
            call -> securables.read(call, SecurableKind.CREDENTIAL, info -> info))
        .on("PATCH", credential, credentials::patch)
        .on("DELETE", credential, credentials::drop);
  }

  private static void ofDelta(Routes routes, Securables securables) {
    DeltaTables tables = new DeltaTables(securables);
    DeltaCommits commits = new DeltaCommits(securables);
    String table = CATALOG_API + "/delta/v1/catalogs/{catalog}/schemas/{schema}/tables/{table}";
    routes
        .on("GET", table, tables::read)
        .on("HEAD", table, tables::exists)
        .on("POST", table, tables::update)
        .on("POST", table + "/rename", tables::rename)
        .on("DELETE", table, tables::drop)
        .on("POST", CATALOG_API + "/delta/preview/commits", commits::post)
        .on("GET", CATALOG_API + "/delta/preview/commits", commits::read);
  }
}
