package dev.levee.sync.catalog.standin;

/** Catalogs and schemas. */
final class Catalogs {
  private final Securables securables;
  private final ManagedStorage storage;

  Catalogs(Securables securables) {
    this.securables = securables;
    storage = new ManagedStorage(securables);
  }

  Answer createCatalog(Call call) {
    return create(call, SecurableKind.CATALOG, securables.state().metastore());
  }

  Answer createSchema(Call call) {
    return create(
        call,
        SecurableKind.SCHEMA,
        securables.existing(SecurableKind.CATALOG, call.required("catalog_name")));
  }

  private Answer create(Call call, SecurableKind kind, Securable parent) {
    Securable created = securables.drafted(call, kind, parent);
    storage.setRoot(call, created);
    set(call, created);
    securables.store(call, created);
    return Answer.json(created.info());
  }

  Answer listCatalogs(Call call) {
    return securables.list(
        call, SecurableKind.CATALOG, securables.state().metastore(), info -> info);
  }

  Answer listSchemas(Call call) {
    Securable catalog =
        securables.existing(
            SecurableKind.CATALOG, String.valueOf(call.query().get("catalog_name")));
    return securables.list(call, SecurableKind.SCHEMA, catalog, info -> info);
  }

  /** Takes the comment, the properties and the new name; ignores all else. */
  Answer patch(Call call, SecurableKind kind) {
    Securable securable = securables.changing(call, kind);
    securables.rename(call, securable);
    set(call, securable);
    securables.touch(call, securable);
    return Answer.json(securable.info());
  }

  private static void set(Call call, Securable securable) {
    Securables.setComment(call, securable, ColumnLimits.DEFAULT);
    Securables.setProperties(call, securable);
  }
}
