package dev.levee.sync.store.s3;

/** The two forms of an ETag: most stores quote it in answers, some do not. */
final class ETags {
  private ETags() {}

  static String unquoted(String etag) {
    boolean quoted = etag.length() > 1 && etag.startsWith("\"") && etag.endsWith("\"");
    return quoted ? etag.substring(1, etag.length() - 1) : etag;
  }

  /** As HTTP wants it in a condition (RFC 9110, section 8.8.3). */
  static String quoted(String etag) {
    return '"' + etag + '"';
  }
}
