package dev.levee.sync.catalog;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which asset is meant. Server-made identifiers differ on each side, so the name is the key.
 *
 * @param kind what it is
 * @param name its name
 */
public record AssetId(AssetKind kind, AssetName name) implements Comparable<AssetId> {
  private static final Comparator<AssetId> ORDER =
      Comparator.comparing(AssetId::kind).thenComparing(AssetId::name);

  /** Checks that the name has as many parts as the kind needs. */
  public AssetId {
    requireNonNull(kind, "kind");
    if (name.parts().size() != kind.nameParts()) {
      throw new IllegalArgumentException(
          "the name of a %s has %d parts: %s".formatted(kind, kind.nameParts(), name));
    }
  }

  /** The asset of a kind with a name in these parts. */
  public static AssetId of(AssetKind kind, String... parts) {
    return new AssetId(kind, AssetName.of(parts));
  }

  /** The catalog or schema that holds it, or empty at the top. */
  public Optional<AssetId> parent() {
    return name.parent()
        .map(
            above ->
                new AssetId(
                    above.parts().size() == 1 ? AssetKind.CATALOG : AssetKind.SCHEMA, above));
  }

  /** Whether it lies in a catalog or schema, at any depth. */
  public boolean isWithin(AssetId container) {
    boolean isContainer =
        container.kind() == AssetKind.CATALOG || container.kind() == AssetKind.SCHEMA;
    int depth = container.name().parts().size();
    return isContainer
        && kind.compareTo(container.kind()) > 0
        && name.parts().size() > depth
        && name.parts().subList(0, depth).equals(container.name().parts());
  }

  /** The same asset after it, or what it lies in, has got another name. */
  public AssetId movedWith(AssetName from, AssetName to) {
    List<String> parts = new ArrayList<>(to.parts());
    parts.addAll(name.parts().subList(from.parts().size(), name.parts().size()));
    return new AssetId(kind, new AssetName(parts));
  }

  /** By kind in order of creation, then by name. */
  @Override
  public int compareTo(AssetId other) {
    return ORDER.compare(this, other);
  }

  /** Such as {@code table sales.eu.orders}: for people. */
  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + name;
  }
}
