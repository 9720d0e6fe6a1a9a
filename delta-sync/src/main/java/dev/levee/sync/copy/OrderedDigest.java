package dev.levee.sync.copy;

import dev.levee.sync.store.Digests;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The MD5 of an object whose parts are read by several threads. Each part waits for those before
 * it; since parts begin in their order, one that waits never keeps another from running.
 */
final class OrderedDigest {
  private final MessageDigest md5 = Digests.md5();
  private int next = 1;
  private boolean abandoned;

  /** Adds a part once all before it have been added; does nothing after {@link #abandon}. */
  synchronized void add(int number, byte[] bytes) {
    try {
      while (number != next && !abandoned) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(Kind.TRANSIENT, "interrupted while a copy was checked", e);
    }
    if (!abandoned) {
      md5.update(bytes);
      next++;
      notifyAll();
    }
  }

  /** A part will not come: nobody waits for it any more. */
  synchronized void abandon() {
    abandoned = true;
    notifyAll();
  }

  /** The digest of all parts, in hexadecimal; once all have been added. */
  synchronized String hex() {
    return HexFormat.of().formatHex(md5.digest());
  }
}
