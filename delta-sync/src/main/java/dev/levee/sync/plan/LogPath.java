package dev.levee.sync.plan;

import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Decodes the paths of {@code add}, {@code cdc} and {@code sidecar} actions: URIs by RFC 2396,
 * relative to the table's root (Delta protocol, "Add File and Remove File"). Percent escapes are
 * decoded exactly once; {@code +} stays {@code +}; nothing is normalised.
 *
 * <p>Refused, because engines would not agree on the file or would leave the table:
 *
 * <ul>
 *   <li>{@code ABSOLUTE_PATH}: a scheme, or a leading {@code /}, where a relative path is wanted
 *   <li>{@code PATH_ESCAPE}: a segment {@code .} or {@code ..}, a segment {@code _delta_log} (the
 *       file would be taken for a part of a log), or an escaped leading {@code /}
 *   <li>{@code COMMIT_MALFORMED}: what is no URI (a bad escape, a raw space or backslash), escapes
 *       that are not UTF-8, an unescaped query or fragment, an empty path or segment, a NUL
 * </ul>
 */
final class LogPath {
  private static final Pattern SCHEME =
      Pattern.compile("\\p{Alpha}[\\p{Alnum}+.-]*:.*", Pattern.DOTALL);

  private static final Pattern AUTHORITY = Pattern.compile("[^/%?#@\\s]+");

  private LogPath() {}

  /** Whether a path does not begin at the table's root. */
  static boolean isAbsolute(String path) {
    return path.startsWith("/") || (path.indexOf(':') > 0 && SCHEME.matcher(path).matches());
  }

  /**
   * The location of an absolute path. One without a scheme is a file's: Delta takes it for one of
   * the file system that the table is in, and only local ones have such paths.
   *
   * @throws UnusablePathException also with {@code ABSOLUTE_PATH} when no store has such a scheme
   */
  static Location locate(String path) throws UnusablePathException {
    int colon = path.startsWith("/") ? 0 : path.indexOf(':');
    String scheme = colon == 0 ? "file" : path.substring(0, colon);
    String rest = colon == 0 ? path : path.substring(colon + 1);
    String authority = "";
    if (rest.startsWith("//")) {
      int end = rest.indexOf('/', 2);
      authority = rest.substring(2, end < 0 ? rest.length() : end);
      rest = rest.substring(end < 0 ? rest.length() : end);
    }
    boolean plain = rest.startsWith("/") && (authority.isEmpty() || isPlain(authority));
    if (!plain || (colon == 0 && !authority.isEmpty())) {
      throw outside(path);
    }
    String key = decodeSegments(rest.substring(1), path);
    try {
      return Location.parse(scheme + "://" + authority + "/" + key);
    } catch (IllegalArgumentException noStore) {
      throw outside(path);
    }
  }

  private static boolean isPlain(String authority) {
    return AUTHORITY.matcher(authority).matches();
  }

  static UnusablePathException outside(String path) {
    return new UnusablePathException(HoldReason.ABSOLUTE_PATH, "a file outside the table", path);
  }

  /** The raw key, relative to the table's root, of a path as it stands in the log. */
  static String decode(String path) throws UnusablePathException {
    if (isAbsolute(path)) {
      throw outside(path);
    }
    String decoded = isUnreserved(path) ? path : unescape(uri(path, path).getRawPath(), path);
    checkSegments(decoded, path);
    return decoded;
  }

  /** Whether a path is surely a URI's, and without escapes: that of nearly every file. */
  private static boolean isUnreserved(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean unreserved =
          (c >= 'a' && c <= 'z') || (c >= '-' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!unreserved && c != '=') {
        return false;
      }
    }
    return true;
  }

  /** The raw key of the part of an absolute path that follows the bucket. */
  private static String decodeSegments(String rest, String path) throws UnusablePathException {
    if (rest.startsWith("/")) {
      // Behind a second slash, a URI has an authority, which would be lost.
      throw malformed("a path has an empty segment", path);
    }
    String decoded = unescape(uri("/" + rest, path).getRawPath().substring(1), path);
    checkSegments(decoded, path);
    return decoded;
  }

  /** Reads a text as a URI; complaints quote the whole path. */
  private static URI uri(String text, String path) throws UnusablePathException {
    try {
      URI uri = new URI(text);
      if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
        throw malformed("a path has a query or a fragment", path);
      }
      return uri;
    } catch (URISyntaxException e) {
      throw malformed("a path is no URI (" + e.getReason() + ")", path);
    }
  }

  /** {@link URI} would put replacement characters where escapes are not UTF-8. */
  private static String unescape(String raw, String path) throws UnusablePathException {
    if (raw.indexOf('%') < 0) {
      return raw;
    }
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte next = bytes[i];
      if (next == '%') {
        next = (byte) (Character.digit(bytes[i + 1], 16) << 4 | Character.digit(bytes[i + 2], 16));
        i += 2;
      }
      bytes[length++] = next;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed("the escapes of a path are not UTF-8", path);
    }
  }

  /** Refuses relative keys that are not what they seem. */
  static void checkSegments(String decoded, String path) throws UnusablePathException {
    if (decoded.isEmpty()) {
      throw malformed("a path is empty", path);
    }
    if (decoded.startsWith("/")) {
      throw new UnusablePathException(HoldReason.PATH_ESCAPE, "a path leaves the table", path);
    }
    if (decoded.indexOf('\0') >= 0) {
      throw malformed("a path has a NUL", path);
    }
    for (String segment : decoded.split("/", -1)) {
      switch (segment) {
        case "" -> throw malformed("a path has an empty segment", path);
        case ".", ".." ->
            throw new UnusablePathException(
                HoldReason.PATH_ESCAPE, "a path has a dot segment", path);
        case "_delta_log" ->
            throw new UnusablePathException(
                HoldReason.PATH_ESCAPE, "a path leads into a log", path);
        default -> {}
      }
    }
  }

  static UnusablePathException malformed(String problem, String path) {
    return new UnusablePathException(HoldReason.COMMIT_MALFORMED, problem, path);
  }
}
