package dev.levee.sync.catalog.unity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.Grants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads single assets, listings, and what was granted. */
final class EntryReader {
  private final UnityCalls calls;
  private final Listing listing;
  private final AssetParser parser;

  EntryReader(UnityCalls calls, Listing listing, AssetParser parser) {
    this.calls = calls;
    this.listing = listing;
    this.parser = parser;
  }

  /**
   * One asset, without its grants; empty when the server says clearly that there is none, or when
   * the name is that of another kind of asset.
   */
  Optional<CatalogEntry> asset(AssetId id) {
    return tree(id).map(node -> entry(id.kind(), node)).filter(e -> e.id().kind() == id.kind());
  }

  /** One asset as the server shows it. */
  Optional<JsonNode> tree(AssetId id) {
    return calls.find(UnityRequest.get(id.toString(), AssetRoutes.asset(id)));
  }

  /** The assets of a kind at the top of the metastore. */
  List<CatalogEntry> atTop(AssetKind kind) {
    return entries(kind, AssetRoutes.collection(kind), "all of " + AssetRoutes.listed(kind));
  }

  /**
   * The assets of a kind in a catalog or schema; empty when that is gone.
   *
   * @throws CatalogException also when the server does not find what it shows on its own
   */
  Optional<List<CatalogEntry>> within(AssetId parent, AssetKind kind) {
    String path = AssetRoutes.collection(kind) + "?" + AssetRoutes.within(parent);
    String subject = AssetRoutes.listed(kind) + " of " + parent;
    try {
      return Optional.of(entries(kind, path, subject));
    } catch (CatalogException e) {
      if (e.kind() != CatalogException.Kind.NOT_FOUND) {
        throw e;
      }
      return goneOrFail(parent, e);
    }
  }

  /**
   * The entry with what was granted on it; empty when the asset is gone meanwhile. That nobody was
   * granted anything is said by the server only: a refusal to show grants is a failure.
   */
  Optional<CatalogEntry> withGrants(CatalogEntry entry) {
    AssetId id = entry.id();
    Map<String, List<String>> privileges = new HashMap<>();
    try {
      listing
          .grants(AssetRoutes.permissions(id), "grants on " + id)
          .forEach(node -> add(node, privileges));
    } catch (CatalogException e) {
      if (e.kind() != CatalogException.Kind.NOT_FOUND) {
        throw e;
      }
      return goneOrFail(id, e);
    }
    return Optional.of(entry.with(Grants.spelt(privileges)));
  }

  private static void add(JsonNode assignment, Map<String, List<String>> privileges) {
    assignment
        .path("privileges")
        .forEach(
            privilege ->
                privileges
                    .computeIfAbsent(
                        assignment.path("principal").asText(), any -> new ArrayList<>())
                    .add(privilege.asText()));
  }

  /** What lies in something that is gone is gone with it; what is there must be readable. */
  private <T> Optional<T> goneOrFail(AssetId id, CatalogException notFound) {
    if (tree(id).isEmpty()) {
      return Optional.empty();
    }
    throw new CatalogException(
        CatalogException.Kind.TRANSIENT,
        notFound.getMessage() + " Yet " + id + " is there: it is read again at the next cycle.",
        notFound);
  }

  private List<CatalogEntry> entries(AssetKind kind, String path, String subject) {
    return listing.assets(path, AssetRoutes.listed(kind), subject).stream()
        .filter(node -> kind != AssetKind.SCHEMA || !isSystemSchema(node))
        .map(node -> entry(kind, node))
        .toList();
  }

  /** Made by the server, for the server: the same everywhere, and not to be created. */
  private static boolean isSystemSchema(JsonNode schema) {
    return schema.path("name").asText().equals("information_schema")
        || schema.path("schema_type").asText("").contains("SYSTEM")
        || schema.path("securable_kind").asText("").contains("SYSTEM");
  }

  private CatalogEntry entry(AssetKind kind, JsonNode node) {
    CatalogAsset asset = parser.asset(kind, node);
    return new CatalogEntry(asset, parser.serverId(asset.kind(), node), Grants.NONE);
  }
}
