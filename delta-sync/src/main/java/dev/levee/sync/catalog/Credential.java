package dev.levee.sync.catalog;

import java.util.Map;

/**
 * A storage credential, without any secret: what a server shows of it.
 *
 * @param name its name, of one part
 * @param details comment, owner, …
 * @param identity the identity that it takes, as canonical JSON ({@code {"aws_iam_role":
 *     {"role_arn":…}}}), without what the server makes up
 */
public record Credential(AssetName name, Details details, String identity) implements CatalogAsset {
  @Override
  public AssetKind kind() {
    return AssetKind.CREDENTIAL;
  }

  @Override
  public Credential with(Details changed) {
    return new Credential(name, changed, identity);
  }

  @Override
  public Map<Attribute, String> ownAttributes() {
    return Map.of(Attribute.IDENTITY, identity);
  }
}
