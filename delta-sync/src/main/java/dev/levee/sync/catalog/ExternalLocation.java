package dev.levee.sync.catalog;

import java.util.Map;

/**
 * An external location.
 *
 * @param name its name, of one part
 * @param details comment, owner, …
 * @param url the path it stands for
 * @param credentialName the credential that reaches it
 */
public record ExternalLocation(AssetName name, Details details, String url, String credentialName)
    implements CatalogAsset {
  @Override
  public AssetKind kind() {
    return AssetKind.EXTERNAL_LOCATION;
  }

  @Override
  public ExternalLocation with(Details changed) {
    return new ExternalLocation(name, changed, url, credentialName);
  }

  /** The same location elsewhere. */
  public ExternalLocation at(String changedUrl) {
    return new ExternalLocation(name, details, changedUrl, credentialName);
  }

  @Override
  public Map<Attribute, String> ownAttributes() {
    return Map.of(Attribute.URL, url, Attribute.CREDENTIAL_NAME, credentialName);
  }
}
