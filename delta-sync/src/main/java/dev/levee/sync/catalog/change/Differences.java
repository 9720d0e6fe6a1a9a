package dev.levee.sync.catalog.change;

import dev.levee.sync.catalog.Attribute;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.Table;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** In which attributes an asset is not what it shall be. */
public final class Differences {
  /** Where nothing is wanted of these, whatever is there is right. */
  private static final Set<Attribute> NO_OPINION =
      EnumSet.of(Attribute.OWNER, Attribute.STORAGE_ROOT, Attribute.OTHER, Attribute.DEPENDENCIES);

  private static final String SERVER_PROPERTY = "io.unitycatalog.";

  private Differences() {}

  /** The attributes that differ, with what is wanted; grants are not among them. */
  public static Map<Attribute, String> between(CatalogAsset present, CatalogAsset desired) {
    if (isSame(present, desired)) {
      return new EnumMap<>(Attribute.class);
    }
    Map<Attribute, String> is = comparable(present);
    Map<Attribute, String> shall = comparable(desired);
    Map<Attribute, String> differing = new EnumMap<>(Attribute.class);
    for (Attribute attribute : Attribute.values()) {
      String wanted = shall.getOrDefault(attribute, "");
      boolean matters = !wanted.isEmpty() || !NO_OPINION.contains(attribute);
      if (matters && !wanted.equals(is.getOrDefault(attribute, ""))) {
        differing.put(attribute, wanted);
      }
    }
    if (isPlain(is) && isPlain(shall) && !differing.containsKey(Attribute.STORAGE_LOCATION)) {
      differing.remove(Attribute.TYPE);
    }
    return differing;
  }

  /** Nearly always so; texts need not be made then. */
  private static boolean isSame(CatalogAsset present, CatalogAsset desired) {
    Details shall = desired.details();
    return shall.owner().isEmpty()
        && present.equals(desired.with(shall.withOwner(present.details().owner())));
  }

  /** Whether a property is the server's own, about one of its own identifiers. */
  static boolean isServerProperty(String key) {
    return key.startsWith(SERVER_PROPERTY);
  }

  /** A managed table of one side is an external one of the other, at the same location. */
  private static boolean isPlain(Map<Attribute, String> attributes) {
    String type = attributes.getOrDefault(Attribute.TYPE, "");
    return type.equals(Table.MANAGED) || type.equals(Table.EXTERNAL);
  }

  private static Map<Attribute, String> comparable(CatalogAsset asset) {
    TreeMap<String, String> properties = new TreeMap<>(asset.details().properties());
    properties.keySet().removeIf(Differences::isServerProperty);
    Map<Attribute, String> all =
        asset.with(asset.details().withProperties(properties)).attributes();
    for (Attribute place :
        Set.of(Attribute.STORAGE_LOCATION, Attribute.URL, Attribute.STORAGE_ROOT)) {
      all.computeIfPresent(place, (any, text) -> CatalogLocation.normalized(text));
    }
    return all;
  }
}
