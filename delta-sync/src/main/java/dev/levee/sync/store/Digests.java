package dev.levee.sync.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Fresh digests, copied from one of their kind: having Java find an algorithm costs more than
 * digesting a small text.
 */
public final class Digests {
  private static final MessageDigest MD5 = found("MD5");
  private static final MessageDigest SHA_256 = found("SHA-256");

  private Digests() {}

  /** The checksum that every S3 store verifies on arrival and returns as ETag. */
  public static MessageDigest md5() {
    return copy(MD5);
  }

  /** What requests are signed by, and what {@code levee verify} compares commits by. */
  public static MessageDigest sha256() {
    return copy(SHA_256);
  }

  private static MessageDigest copy(MessageDigest unused) {
    try {
      return (MessageDigest) unused.clone();
    } catch (CloneNotSupportedException e) {
      return found(unused.getAlgorithm());
    }
  }

  private static MessageDigest found(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
