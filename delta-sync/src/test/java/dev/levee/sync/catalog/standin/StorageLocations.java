package dev.levee.sync.catalog.standin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the server reads a location. */
final class StorageLocations {
  /** Names the folder that only the server chooses names in. */
  static final String MANAGED = "__unitystorage";

  private static final Pattern URI = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)");
  private static final List<String> SCHEMES = List.of("s3", "gs", "abfs", "abfss", "file");

  private StorageLocations() {}

  /** Of something that is not managed: the folder of managed storage is refused. */
  static String external(String text) {
    String location = normalised(text);
    if (List.of(location.split("/", -1)).contains(MANAGED)) {
      throw Refused.invalid(
          "Input path '" + location + "' contains managed storage prefix " + MANAGED + ".");
    }
    return location;
  }

  /** Without empty elements, {@code .} and {@code ..}, and with a scheme. */
  static String normalised(String text) {
    if (text.contains(" ")) {
      throw Refused.invalid("Illegal character in path: " + text);
    }
    Matcher uri = URI.matcher(text);
    if (!uri.matches()) {
      if (!text.startsWith("/")) {
        throw Refused.invalid("Not an absolute path: " + text);
      }
      return "file:///" + path(text, text);
    }
    String scheme = uri.group(1);
    if (!SCHEMES.contains(scheme)) {
      throw Refused.invalid("Unsupported URI scheme: " + scheme);
    }
    String rest = uri.group(2).replaceFirst("^//", "");
    if (scheme.equals("file")) {
      return "file:///" + path(rest, text);
    }
    int slash = rest.indexOf('/');
    if (slash <= 0) {
      throw Refused.invalid("A bucket root is not a location: " + text);
    }
    return scheme + "://" + rest.substring(0, slash) + "/" + path(rest.substring(slash), text);
  }

  private static String path(String raw, String text) {
    Deque<String> elements = new ArrayDeque<>();
    for (String element : raw.split("/", -1)) {
      if (element.equals("..")) {
        elements.pollLast();
      } else if (!element.isEmpty() && !element.equals(".")) {
        elements.addLast(element);
      }
    }
    if (elements.isEmpty()) {
      throw Refused.invalid("A root is not a location: " + text);
    }
    return String.join("/", elements);
  }

  /** Whether a location is this one, or lies in it. */
  static boolean isWithin(String location, String parent) {
    return location.equals(parent) || location.startsWith(parent + "/");
  }
}
