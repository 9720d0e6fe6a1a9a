package dev.levee.sync.catalog;

import java.util.List;
import java.util.Optional;

/**
 * An asset's name within a metastore: one part for what lies at the top, two for a schema, three
 * for what a schema holds. Case counts: whether it does on a server is the server's trait.
 *
 * @param parts the parts, outermost first; none is empty
 */
public record AssetName(List<String> parts) implements Comparable<AssetName> {
  /** Checks that there are one to three parts. */
  public AssetName {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.size() > 3 || parts.contains("")) {
      throw new IllegalArgumentException("a name has one to three parts: " + parts);
    }
  }

  /** The name with these parts. */
  public static AssetName of(String... parts) {
    return new AssetName(List.of(parts));
  }

  /** The name of something that this one holds. */
  public AssetName child(String part) {
    return parts.size() == 1 ? of(parts.get(0), part) : of(parts.get(0), parts.get(1), part);
  }

  /** The name of what holds this, or empty at the top. */
  public Optional<AssetName> parent() {
    return parts.size() == 1
        ? Optional.empty()
        : Optional.of(new AssetName(parts.subList(0, parts.size() - 1)));
  }

  /** The outermost part: the catalog of what lies in one. */
  public String first() {
    return parts.get(0);
  }

  /** The last part. */
  public String last() {
    return parts.get(parts.size() - 1);
  }

  /** Part by part. */
  @Override
  public int compareTo(AssetName other) {
    int shared = Math.min(parts.size(), other.parts.size());
    for (int i = 0; i < shared; i++) {
      int byPart = parts.get(i).compareTo(other.parts.get(i));
      if (byPart != 0) {
        return byPart;
      }
    }
    return Integer.compare(parts.size(), other.parts.size());
  }

  /** The full name, {@code catalog.schema.name}: for people and for the API, not to be parsed. */
  @Override
  public String toString() {
    return String.join(".", parts);
  }
}
