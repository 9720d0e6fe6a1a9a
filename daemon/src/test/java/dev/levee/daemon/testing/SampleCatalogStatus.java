package dev.levee.daemon.testing;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.Attribute;
import dev.levee.sync.catalog.CatalogError;
import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.Misfit;
import dev.levee.sync.engine.CatalogStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How the replication of catalogs may stand. */
public final class SampleCatalogStatus {
  private SampleCatalogStatus() {}

  /** Replicated five seconds ago, but for two owners. */
  public static CatalogStatus withMisfits() {
    return new CatalogStatus(
        new CatalogScope(new TreeSet<>(Set.of("sales"))),
        "http://east:8080",
        Optional.of("http://west:8080"),
        Optional.of(TestingTime.START.minusSeconds(5)),
        3,
        12,
        1,
        List.of(owner("orders"), owner("items")),
        Optional.empty(),
        Optional.empty());
  }

  private static Misfit owner(String table) {
    return Misfit.of(
        AssetId.of(AssetKind.TABLE, "sales", "eu", table),
        Attribute.OWNER,
        CatalogError.UNSUPPORTED_FEATURE,
        "the server sets the owner itself");
  }
}
