package dev.levee.sync.catalog.unity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.CatalogSnapshot;
import dev.levee.sync.catalog.CatalogTarget;
import dev.levee.sync.catalog.Fit;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.RatifiedCommits;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.Volume;
import dev.levee.sync.model.Time;
import java.util.Optional;

/**
 * A Unity Catalog server.
 *
 * <p>A token that may see little is answered with empty lists and its own grants only, without any
 * error: what is absent from {@link #read} is gone only where the token is known to see all.
 *
 * <p>{@link #fit} has the open-source server's rules; a Databricks metastore could hold more.
 * Several requests may run at a time, on threads of this object's own and the callers'.
 */
public final class UnityCatalog implements CatalogTarget {
  private final UnityTransport transport;
  private final UnityCalls calls;
  private final EntryReader reader;
  private final ParallelReads parallel;
  private final Spelling spelling;

  /** Asks the server for nothing yet. */
  public UnityCatalog(UnityCatalogSettings settings, Time time) {
    this.transport = new UnityTransport(settings);
    this.calls = new UnityCalls(transport, time);
    this.spelling = new Spelling(settings.caseSensitive());
    this.reader =
        new EntryReader(calls, new Listing(calls, settings.pageSize()), new AssetParser(spelling));
    this.parallel = new ParallelReads(settings.readers());
  }

  @Override
  public CatalogSnapshot read(CatalogScope scope) {
    return new CatalogReading(reader, parallel).read(scope);
  }

  @Override
  public Optional<CatalogEntry> find(AssetId id) {
    return reader.asset(id).flatMap(reader::withGrants);
  }

  @Override
  public Optional<RatifiedCommits> ratifiedCommits(CatalogEntry table, long from) {
    return table.asset() instanceof Table managed && managed.type().equals(Table.MANAGED)
        ? new CommitsRequest(managed, table.serverId()).answer(calls, from)
        : Optional.empty();
  }

  @Override
  public String place() {
    return transport.place();
  }

  @Override
  public Fit fit(CatalogEntry desired) {
    return new EntryFit(spelling).fit(desired);
  }

  @Override
  public void create(CatalogAsset asset) {
    settle(calls.send(new NewAsset(transport.mapper()).request(asset)), asset);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Catalogs, schemas, volumes, models, external locations and credentials by PATCH, external
   * Delta tables by the Delta API. Not: other tables, views, functions, and a catalog's or schema's
   * last property, which cannot be removed. Owner and unknown attributes are passed over.
   */
  @Override
  public boolean update(CatalogAsset present, CatalogAsset desired) {
    AssetChange change = new AssetChange(present, desired);
    if (!change.isPossible()) {
      return false;
    }
    if (change.attributes().isEmpty()) {
      return true;
    }
    if (!change.isOfDeltaTable()) {
      settle(calls.send(change.patch()), desired);
      return true;
    }
    JsonNode table = there(present.id());
    if (!table.path("table_type").asText().equals(Table.EXTERNAL)) {
      return false;
    }
    String tableId = table.path("table_id").asText();
    settle(calls.send(new DeltaTableChange(change).request(tableId)), desired);
    return true;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Not to another catalog or schema, not functions, and not tables that the server does not
   * rename.
   */
  @Override
  public boolean rename(AssetId from, AssetName to) {
    if (!from.name().parent().equals(to.parent()) || from.kind() == AssetKind.FUNCTION) {
      return false;
    }
    if (from.name().equals(to)) {
      return true;
    }
    String serverId = there(from).path(AssetRoutes.identifier(from.kind())).asText("");
    ChangeOutcome outcome = calls.send(renaming(from, to.last()));
    if (outcome.failure().isEmpty()) {
      return true;
    }
    CatalogException failure = outcome.failure().get();
    AssetId renamed = new AssetId(from.kind(), to);
    if (outcome.open() && settledAs(renamed, serverId, failure)) {
      return true;
    }
    boolean isTable = from.kind() == AssetKind.TABLE || from.kind() == AssetKind.VIEW;
    if (isTable && !outcome.open() && failure.kind() == CatalogException.Kind.REFUSED) {
      return false;
    }
    throw failure;
  }

  @Override
  public void drop(CatalogAsset present) {
    AssetId id = present.id();
    refuseManaged(id, present);
    Optional<JsonNode> there = reader.tree(id);
    if (there.isEmpty()) {
      return;
    }
    refuseManaged(id, new AssetParser(spelling).asset(id.kind(), there.get()));
    ChangeOutcome outcome = calls.send(UnityRequest.delete(id.toString(), AssetRoutes.asset(id)));
    outcome
        .failure()
        .filter(e -> e.kind() != CatalogException.Kind.NOT_FOUND)
        .ifPresent(this::fail);
  }

  @Override
  public void grant(AssetId id, Grants present, Grants desired) {
    for (UnityRequest request : new GrantChange(spelling).requests(id, present, desired)) {
      calls.send(request).failure().ifPresent(this::fail);
    }
  }

  @Override
  public void close() {
    parallel.close();
  }

  /** A change whose answer was lost is done when what is there now is what shall be. */
  private void settle(ChangeOutcome outcome, CatalogAsset desired) {
    if (outcome.failure().isEmpty()) {
      return;
    }
    CatalogException failure = outcome.failure().get();
    if (outcome.open()) {
      try {
        Optional<CatalogEntry> there = reader.asset(desired.id());
        if (there.isPresent()
            && new AssetChange(there.get().asset(), desired).attributes().isEmpty()) {
          return;
        }
      } catch (CatalogException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  private boolean settledAs(AssetId renamed, String serverId, CatalogException failure) {
    try {
      return reader.tree(renamed).stream()
          .anyMatch(
              node ->
                  node.path(AssetRoutes.identifier(renamed.kind())).asText("").equals(serverId));
    } catch (CatalogException e) {
      failure.addSuppressed(e);
      return false;
    }
  }

  private static UnityRequest renaming(AssetId from, String newName) {
    boolean isTable = from.kind() == AssetKind.TABLE || from.kind() == AssetKind.VIEW;
    return isTable
        ? UnityRequest.post(
            from.toString(),
            AssetRoutes.deltaTable(from) + "/rename",
            CanonicalJson.object().put("new-name", newName))
        : UnityRequest.patch(
            from.toString(),
            AssetRoutes.asset(from),
            CanonicalJson.object().put("new_name", newName));
  }

  private JsonNode there(AssetId id) {
    return calls.get(UnityRequest.get(id.toString(), AssetRoutes.asset(id)));
  }

  private void refuseManaged(AssetId id, CatalogAsset asset) {
    boolean managed =
        (asset instanceof Table table && !table.type().equals(Table.EXTERNAL))
            || (asset instanceof Volume volume && !volume.type().equals(Table.EXTERNAL));
    if (managed) {
      throw new CatalogException(
          CatalogException.Kind.REFUSED,
          "%s: it is not external, and dropping it on %s would delete its files. Drop it there by hand."
              .formatted(id, transport.place()));
    }
  }

  private void fail(CatalogException failure) {
    throw failure;
  }
}
