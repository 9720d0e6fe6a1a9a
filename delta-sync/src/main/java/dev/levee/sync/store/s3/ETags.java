package dev.levee.sync.store.s3;

import dev.levee.sync.store.StoreException;

/** The two forms of an ETag: most stores quote it in answers, some do not. */
final class ETags {
  private ETags() {}

  /** An answer without one is not from a store: a proxy in between, say. */
  static String unquoted(String etag) {
    if (etag == null || etag.isEmpty()) {
      throw new StoreException(
          StoreException.Kind.TRANSIENT,
          "the answer has no ETag: is it from an S3 store, or from a proxy in between?");
    }
    boolean quoted = etag.length() > 1 && etag.startsWith("\"") && etag.endsWith("\"");
    return quoted ? etag.substring(1, etag.length() - 1) : etag;
  }

  /** As HTTP wants it in a condition (RFC 9110, section 8.8.3). */
  static String quoted(String etag) {
    return '"' + etag + '"';
  }
}
