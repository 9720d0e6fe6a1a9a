package dev.levee.sync.copy;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.SourceNote;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Decides whether an object of the target has the bytes of one of the source. */
public final class ObjectComparison {
  private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

  private final ObjectStore source;
  private final ObjectStore target;
  private final int windowBytes;

  /** Compares between these two stores, at most so many bytes of each at a time. */
  public ObjectComparison(ObjectStore source, ObjectStore target, int windowBytes) {
    this.source = source;
    this.target = target;
    this.windowBytes = windowBytes;
  }

  static boolean looksLikeMd5(String etag) {
    return MD5.matcher(etag).matches();
  }

  /**
   * Compares by what proves equality at the least cost: the sizes, the ETags where both are MD5s,
   * the source's ETag that Levee noted on its own copy, and at last the bytes.
   */
  public boolean equal(
      Location from, ObjectAttributes wanted, Location to, ObjectAttributes found) {
    if (wanted.size() != found.size()) {
      return false;
    }
    boolean comparable =
        source.traits().etagIsMd5()
            && target.traits().etagIsMd5()
            && looksLikeMd5(wanted.etag())
            && looksLikeMd5(found.etag());
    if (comparable && wanted.etag().equals(found.etag())) {
      return true;
    }
    if (wanted.etag().equals(found.metadata().get(SourceNote.ETAG))) {
      return true;
    }
    return bytesEqual(from, wanted, to, found);
  }

  private boolean bytesEqual(
      Location from, ObjectAttributes wanted, Location to, ObjectAttributes found) {
    for (long offset = 0; offset < wanted.size(); offset += windowBytes) {
      int length = (int) Math.min(windowBytes, wanted.size() - offset);
      ByteRange range = new ByteRange(offset, length);
      byte[] ours = source.readRange(from, range, wanted.etag());
      byte[] theirs = target.readRange(to, range, found.etag());
      if (!Arrays.equals(ours, theirs)) {
        return false;
      }
    }
    return true;
  }
}
