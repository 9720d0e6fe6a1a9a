package dev.levee.sync.catalog.change;

import dev.levee.sync.model.Location;
import java.util.Optional;

/** Locations as catalogs write them: without a slash at the end, in more than one spelling. */
public final class CatalogLocation {
  private CatalogLocation() {}

  /** The place that a catalog's text names, as a prefix; empty when Levee cannot reach such. */
  public static Optional<Location> parsed(String text) {
    try {
      return Optional.of(Location.parse(text.startsWith("/") ? "file://" + text : text).asPrefix());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A place as catalogs write it. */
  public static String text(Location location) {
    String text = location.toString();
    return text.endsWith("/") && !location.key().isEmpty()
        ? text.substring(0, text.length() - 1)
        : text;
  }

  /** Whether one place is, or lies below, the other. */
  static boolean covers(String outer, String inner) {
    Optional<Location> prefix = parsed(outer);
    return prefix.isPresent()
        && parsed(inner).flatMap(place -> place.relativeTo(prefix.get())).isPresent();
  }

  /** One text for one place. */
  static String normalized(String text) {
    return parsed(text).map(CatalogLocation::text).orElse(text);
  }
}
