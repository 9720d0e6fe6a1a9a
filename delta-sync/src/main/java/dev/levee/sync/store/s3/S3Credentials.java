package dev.levee.sync.store.s3;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Who Levee is to an S3 store. No secret ever shows in a text of it. */
public sealed interface S3Credentials {
  /** What names the identity in {@code StoreTraits.service}; never a secret. */
  String identity();

  /**
   * An access key.
   *
   * @param sessionToken of a temporary key
   */
  record AccessKey(String accessKeyId, String secretAccessKey, Optional<String> sessionToken)
      implements S3Credentials {
    /** Checks that all is there. */
    public AccessKey {
      requireNonNull(secretAccessKey, "secretAccessKey");
      requireNonNull(sessionToken, "sessionToken");
      if (accessKeyId.isBlank() || secretAccessKey.isBlank()) {
        throw new IllegalArgumentException("an access key has an id and a secret");
      }
    }

    /** A key that does not end. */
    public AccessKey(String accessKeyId, String secretAccessKey) {
      this(accessKeyId, secretAccessKey, Optional.empty());
    }

    @Override
    public String identity() {
      return accessKeyId;
    }

    @Override
    public String toString() {
      return "AccessKey[" + accessKeyId + ", secret not shown]";
    }
  }

  /**
   * Whatever the AWS SDK finds: environment, system properties, web identity, profile files,
   * container, instance (AWS SDK for Java, "Default credentials provider chain").
   */
  record DefaultChain() implements S3Credentials {
    @Override
    public String identity() {
      return "default-chain";
    }
  }
}
