package dev.levee.daemon.stableurl;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.daemon.catalog.ReadEndpoint;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A path that may go on to a catalog server: below one of the API's two prefixes, and read as below
 * it by whatever server decodes it, once or twice.
 *
 * @param raw as it came, encoded
 * @param catalogElements what comes after the catalog API's prefix, decoded; empty for paths of the
 *     control API
 */
record CatalogPath(String raw, Optional<List<String>> catalogElements) {
  private static final String CONTROL_PREFIX = "/api/1.0/unity-control";

  /**
   * Checks a path.
   *
   * @throws RefusedRequest when it goes nowhere (404) or is written so that it could lead out (400)
   */
  static CatalogPath of(String raw) {
    List<String> elements =
        Stream.of(raw.split("/", -1)).skip(1).map(CatalogPath::decoded).toList();
    if (elements.stream().anyMatch(CatalogPath::leadsOut)) {
      throw RefusedRequest.of(
          400,
          "INVALID_ARGUMENT",
          "the path has dots, slashes or control characters encoded in it");
    }
    if (isBelow(raw, ReadEndpoint.PREFIX)) {
      return new CatalogPath(raw, Optional.of(elements.subList(3, elements.size())));
    }
    if (isBelow(raw, CONTROL_PREFIX)) {
      return new CatalogPath(raw, Optional.empty());
    }
    throw RefusedRequest.of(
        404,
        "ENDPOINT_NOT_FOUND",
        "this address serves only %s/ and %s/".formatted(ReadEndpoint.PREFIX, CONTROL_PREFIX));
  }

  private static boolean isBelow(String raw, String prefix) {
    return raw.startsWith(prefix + "/") && raw.length() > prefix.length() + 1;
  }

  /** The same path at a server, with the query as it came. */
  URI at(URI server, String query) {
    String root = server.getScheme() + "://" + server.getRawAuthority();
    try {
      return URI.create(root + raw + (query == null ? "" : "?" + query));
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.of(
          400, "INVALID_ARGUMENT", "the path or query has characters that have to be encoded");
    }
  }

  /** Whether the replica may have an answer to a read of it. */
  boolean isInReplica() {
    return catalogElements.filter(ReadEndpoint::serves).isPresent();
  }

  private static String decoded(String element) {
    try {
      return URLDecoder.decode(element.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.of(400, "INVALID_ARGUMENT", "the path has a broken percent encoding");
    }
  }

  private static boolean leadsOut(String element) {
    String name = element.replaceFirst(";.*", "");
    String lower = element.toLowerCase(Locale.ROOT);
    return name.equals(".")
        || name.equals("..")
        || element.chars().anyMatch(c -> c == '/' || c == '\\' || c < ' ' || c == 0x7f)
        || lower.contains("%2e")
        || lower.contains("%2f")
        || lower.contains("%5c");
  }
}
