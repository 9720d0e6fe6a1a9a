package dev.levee.sync.catalog.unity;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One text for one place, and which places the open-source server takes. */
final class StorageLocation {
  private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(//)?(.*)");
  private static final Set<String> SCHEMES = Set.of("s3", "gs", "abfs", "abfss", "file");
  private static final int LONGEST = 2048;

  private StorageLocation() {}

  /**
   * The same place as one text: {@code s3a} is {@code s3}, {@code file:/x} and {@code /x} are
   * {@code file:///x}, and no slash ends it.
   */
  static String canonical(String location) {
    if (location.isEmpty()) {
      return "";
    }
    if (location.startsWith("/")) {
      return "file:///" + withoutSlashes(location);
    }
    Matcher url = URL.matcher(location);
    if (!url.matches()) {
      return location;
    }
    String scheme = url.group(1).toLowerCase(Locale.ROOT);
    if (scheme.equals("file")) {
      return "file:///" + withoutSlashes(url.group(3));
    }
    String canonical = scheme.equals("s3a") || scheme.equals("s3n") ? "s3" : scheme;
    return canonical + "://" + url.group(3).replaceFirst("/+$", "");
  }

  /**
   * Why the server does not take a location for a table or volume, or would change it into another
   * place; empty when it takes it.
   *
   * @param location in canonical form
   */
  static Optional<String> refusal(String location) {
    if (location.isEmpty()) {
      return Optional.of("there is no storage location");
    }
    Matcher url = URL.matcher(location);
    if (!url.matches() || !SCHEMES.contains(url.group(1))) {
      return Optional.of("the server takes no location of this scheme: " + location);
    }
    String path = url.group(3);
    if (path.indexOf('/') < 0 || path.equals("/")) {
      return Optional.of("the server takes no whole bucket: " + location);
    }
    return unusualPath(path).map(reason -> reason + ": " + location);
  }

  /** The same for where managed assets shall lie and for external locations: a bucket may do. */
  static Optional<String> rootRefusal(String location) {
    return refusal(location + "/any").map(reason -> reason.replaceFirst("/any$", ""));
  }

  /** Whether the server has room for it. */
  static boolean isTooLong(String location) {
    return location.length() > LONGEST;
  }

  private static Optional<String> unusualPath(String path) {
    if (path.chars().anyMatch(Character::isWhitespace)) {
      return Optional.of("the server takes no location with a blank in it");
    }
    for (String element : path.substring(path.startsWith("/") ? 1 : 0).split("/", -1)) {
      if (element.equals("__unitystorage")) {
        return Optional.of("the location lies in a catalog's managed storage (__unitystorage)");
      }
      if (element.isEmpty() || element.equals(".") || element.equals("..")) {
        return Optional.of("the server would make another place of the location");
      }
    }
    return Optional.empty();
  }

  private static String withoutSlashes(String path) {
    return path.replaceFirst("^/+", "").replaceFirst("/+$", "");
  }
}
