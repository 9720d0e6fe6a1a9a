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
}
