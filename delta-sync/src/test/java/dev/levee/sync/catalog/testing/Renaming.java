package dev.levee.sync.catalog.testing;

import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.Catalog;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.Function;
import dev.levee.sync.catalog.Schema;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.View;
import dev.levee.sync.catalog.Volume;

/** The same asset under another name. */
final class Renaming {
  private Renaming() {}

  static CatalogAsset of(CatalogAsset asset, AssetName name) {
    if (asset instanceof Catalog it) {
      return new Catalog(name, it.details(), it.storageRoot());
    }
    if (asset instanceof Schema it) {
      return new Schema(name, it.details(), it.storageRoot());
    }
    if (asset instanceof Table it) {
      return new Table(name, it.details(), it.type(), it.format(), it.location(), it.columns());
    }
    if (asset instanceof View it) {
      return new View(
          name, it.details(), it.type(), it.definition(), it.dependencies(), it.columns());
    }
    if (asset instanceof Volume it) {
      return new Volume(name, it.details(), it.type(), it.location());
    }
    if (asset instanceof Function it) {
      return new Function(name, it.details(), it.routine());
    }
    throw new IllegalArgumentException("not renamed in tests: " + asset.id());
  }
}
