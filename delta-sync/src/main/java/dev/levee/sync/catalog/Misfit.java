package dev.levee.sync.catalog;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Something of an asset that the replica in the other region's catalog cannot have. The durable
 * replica keeps it whole.
 *
 * @param asset whose
 * @param attribute what; empty when it is the asset itself
 * @param error the class of error
 * @param message what is the matter, with names and values
 */
public record Misfit(
    AssetId asset, Optional<Attribute> attribute, CatalogError error, String message) {
  /** Checks that nothing is null. */
  public Misfit {
    requireNonNull(asset, "asset");
    requireNonNull(attribute, "attribute");
    requireNonNull(error, "error");
    requireNonNull(message, "message");
  }

  /** A whole asset that does not fit. */
  public static Misfit of(AssetId asset, CatalogError error, String message) {
    return new Misfit(asset, Optional.empty(), error, message);
  }

  /** One attribute that does not fit. */
  public static Misfit of(AssetId asset, Attribute attribute, CatalogError error, String message) {
    return new Misfit(asset, Optional.of(attribute), error, message);
  }
}
