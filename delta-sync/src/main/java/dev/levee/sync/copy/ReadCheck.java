package dev.levee.sync.copy;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.Digests;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** Proves that what was read of an object are the bytes that its store holds. */
public final class ReadCheck {
  private final ObjectStore store;

  /** Checks readings of this store. */
  public ReadCheck(ObjectStore store) {
    this.store = store;
  }

  /**
   * Checks the MD5 of all bytes that were read against the ETag. One that looks like an MD5 and is
   * none belongs to a store that encrypts with a key service; then a second reading has to agree.
   * Where ETags are no MD5s nothing is known and nothing is said.
   *
   * @param attributes of the state that was read
   * @throws StoreException of kind {@code CHANGED} when two readings differ
   */
  public void check(Location location, ObjectAttributes attributes, String md5) {
    if (!isPossible(attributes) || attributes.etag().equals(md5)) {
      return;
    }
    Optional<ObjectContent> again = store.open(location);
    boolean agreed =
        again.isPresent()
            && md5(again.get()).equals(md5)
            && again.get().attributes().etag().equals(attributes.etag());
    if (!agreed) {
      throw new StoreException(
          Kind.CHANGED, "two readings of " + location + " gave different bytes");
    }
  }

  /** Whether the ETag may be the MD5 of the object's bytes. */
  boolean isPossible(ObjectAttributes attributes) {
    return store.traits().etagIsMd5() && ObjectComparison.looksLikeMd5(attributes.etag());
  }

  private static String md5(ObjectContent content) {
    MessageDigest digest = Digests.md5();
    try (InputStream bytes = new DigestInputStream(content.stream(), digest)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new StoreException(Kind.TRANSIENT, "reading an object failed", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
