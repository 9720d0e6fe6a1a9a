package dev.levee.sync.store.s3.direct;

import dev.levee.sync.store.Digests;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Authenticates texts with a secret (RFC 2104, over SHA-256).
 *
 * <p>Of Java's digests and not its {@code Mac}: the first use of {@code javax.crypto} in a process
 * opens every jar and sets up elliptic curves (decision 27).
 */
final class HmacSha256 {
  private static final int BLOCK_BYTES = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private final byte[] inner;
  private final byte[] outer;

  HmacSha256(byte[] secret) {
    byte[] key = secret.length > BLOCK_BYTES ? Digests.sha256().digest(secret) : secret;
    this.inner = padded(key, INNER);
    this.outer = padded(key, OUTER);
  }

  private static byte[] padded(byte[] key, byte with) {
    byte[] block = Arrays.copyOf(key, BLOCK_BYTES);
    for (int i = 0; i < BLOCK_BYTES; i++) {
      block[i] ^= with;
    }
    return block;
  }

  byte[] authenticate(byte[] text) {
    MessageDigest digest = Digests.sha256();
    digest.update(inner);
    byte[] within = digest.digest(text);
    digest.update(outer);
    return digest.digest(within);
  }
}
