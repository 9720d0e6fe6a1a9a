package dev.levee.sync.catalog.unity;

import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.Attribute;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogError;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.Grants;
import io.unitycatalog.client.model.Privilege;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What of the attributes that all assets may have the server can hold. */
final class DetailsFit {
  private static final int SHORT_TEXT = 255;
  private static final int LONG_TEXT = 65_535;

  private static final Set<AssetKind> WITH_PROPERTIES =
      EnumSet.of(AssetKind.CATALOG, AssetKind.SCHEMA, AssetKind.TABLE, AssetKind.VIEW);

  private static final Set<String> PRIVILEGES =
      Arrays.stream(Privilege.values())
          .filter(privilege -> privilege != Privilege.UNKNOWN_DEFAULT_OPEN_API)
          .map(privilege -> Grants.canonical(privilege.getValue()))
          .collect(Collectors.toUnmodifiableSet());

  private final Spelling spelling;

  DetailsFit(Spelling spelling) {
    this.spelling = spelling;
  }

  /** The details without what does not fit. */
  Details details(CatalogAsset asset, Misfits misfits) {
    Details details = asset.details();
    if (!details.owner().isEmpty()) {
      misfits.attribute(
          Attribute.OWNER,
          CatalogError.UNSUPPORTED_FEATURE,
          "the owner is whoever creates it there; here it is " + details.owner());
    }
    details
        .other()
        .forEach(
            (name, value) ->
                misfits.attribute(
                    Attribute.OTHER,
                    CatalogError.UNSUPPORTED_FEATURE,
                    "the server has no %s (here %s)".formatted(name, value)));
    return new Details(comment(asset, misfits), "", properties(asset, misfits), Map.of());
  }

  /** The grants without privileges that the server does not know. */
  Grants grants(Grants grants, Misfits misfits) {
    if (!spelling.caseSensitive()) {
      return grants;
    }
    Map<String, Set<String>> known = new TreeMap<>();
    grants
        .byPrincipal()
        .forEach(
            (principal, privileges) -> {
              Set<String> unknown = new TreeSet<>(privileges);
              unknown.removeAll(PRIVILEGES);
              if (!unknown.isEmpty()) {
                misfits.attribute(
                    Attribute.GRANTS,
                    CatalogError.UNSUPPORTED_FEATURE,
                    "the server has no privilege %s (granted to %s)".formatted(unknown, principal));
              }
              Set<String> rest = new TreeSet<>(privileges);
              rest.removeAll(unknown);
              known.put(principal, rest);
            });
    return Grants.spelt(known);
  }

  private static String comment(CatalogAsset asset, Misfits misfits) {
    String comment = asset.details().comment();
    int longest = longestComment(asset.kind());
    if (comment.length() <= longest) {
      return comment;
    }
    misfits.attribute(
        Attribute.COMMENT,
        CatalogError.VALUE_TOO_LONG,
        "the comment has %d characters, the server takes %d".formatted(comment.length(), longest));
    return "";
  }

  private static int longestComment(AssetKind kind) {
    return switch (kind) {
      case CATALOG, SCHEMA, VOLUME, EXTERNAL_LOCATION, CREDENTIAL -> SHORT_TEXT;
      case TABLE, VIEW, FUNCTION, REGISTERED_MODEL -> LONG_TEXT;
    };
  }

  private static Map<String, String> properties(CatalogAsset asset, Misfits misfits) {
    SortedMap<String, String> properties = new TreeMap<>(asset.details().properties());
    if (asset.kind() == AssetKind.TABLE) {
      properties.keySet().removeIf(DetailsParser::isMadeByLog);
    }
    if (!WITH_PROPERTIES.contains(asset.kind())) {
      if (!properties.isEmpty()) {
        misfits.attribute(
            Attribute.PROPERTIES,
            CatalogError.UNSUPPORTED_FEATURE,
            "the server keeps no properties of it: " + properties.keySet());
      }
      return Map.of();
    }
    properties
        .entrySet()
        .removeIf(
            property -> {
              boolean tooLong =
                  property.getKey().length() > SHORT_TEXT
                      || property.getValue().length() > SHORT_TEXT;
              if (tooLong) {
                misfits.attribute(
                    Attribute.PROPERTIES,
                    CatalogError.VALUE_TOO_LONG,
                    "the property %s has a value of %d characters, the server takes %d of each"
                        .formatted(property.getKey(), property.getValue().length(), SHORT_TEXT));
              }
              return tooLong;
            });
    return properties;
  }
}
