package dev.levee.sync.catalog;

import java.util.Map;

/**
 * A registered model, its metadata only. Where its versions lie is the server's choice and no part
 * of what two sides have in common.
 *
 * @param name its name, of three parts
 * @param details comment, owner, …
 */
public record RegisteredModel(AssetName name, Details details) implements CatalogAsset {
  @Override
  public AssetKind kind() {
    return AssetKind.REGISTERED_MODEL;
  }

  @Override
  public RegisteredModel with(Details changed) {
    return new RegisteredModel(name, changed);
  }

  @Override
  public Map<Attribute, String> ownAttributes() {
    return Map.of();
  }
}
