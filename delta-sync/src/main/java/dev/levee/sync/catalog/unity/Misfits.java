package dev.levee.sync.catalog.unity;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.Attribute;
import dev.levee.sync.catalog.CatalogError;
import dev.levee.sync.catalog.Misfit;
import java.util.ArrayList;
import java.util.List;

/** Gathers what of one asset the server cannot hold. */
final class Misfits {
  private final AssetId id;
  private final List<Misfit> ofAsset = new ArrayList<>();
  private final List<Misfit> ofAttributes = new ArrayList<>();

  Misfits(AssetId id) {
    this.id = id;
  }

  /** The whole asset cannot be there. */
  void asset(CatalogError error, String reason) {
    ofAsset.add(Misfit.of(id, error, id + ": " + reason));
  }

  /** An attribute, or a part of it, cannot be there. */
  void attribute(Attribute attribute, CatalogError error, String reason) {
    ofAttributes.add(Misfit.of(id, attribute, error, id + ": " + reason));
  }

  /** Whether the asset can be there at all. */
  boolean assetFits() {
    return ofAsset.isEmpty();
  }

  /** What there is to say: of an asset that cannot be there, only why. */
  List<Misfit> all() {
    return assetFits() ? ofAttributes : ofAsset;
  }
}
