package dev.levee.sync.rewrite;

import java.net.URI;
import java.net.URISyntaxException;

/** Encodes keys as Delta's writers do: only what a URI cannot hold, letters of all scripts stay. */
final class UriPath {
  private UriPath() {}

  /** A raw key as the path of a URI, without the leading {@code /}. */
  static String encoded(String key) {
    try {
      return new URI(null, null, "/" + key, null).getRawPath().substring(1);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("'" + key + "' cannot be the path of a URI", e);
    }
  }
}
