package dev.levee.sync.catalog;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What every asset may have. Null, missing and empty are alike: an empty text or map.
 *
 * @param comment what people say about it; empty for nothing
 * @param owner the principal that owns it; empty where the server does not say
 * @param properties keys and values
 * @param other attributes that Levee does not know by name (isolation mode, row filter, tags, …),
 *     as canonical JSON by their wire names; without what a server makes up by itself (identifiers,
 *     times)
 */
public record Details(
    String comment,
    String owner,
    SortedMap<String, String> properties,
    SortedMap<String, String> other) {
  /** Nothing. */
  public static final Details NONE = new Details("", "", Map.of(), Map.of());

  /** Copies the maps. */
  public Details {
    requireNonNull(comment, "comment");
    requireNonNull(owner, "owner");
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    other = Collections.unmodifiableSortedMap(new TreeMap<>(other));
  }

  /** The same, from maps in any order. */
  public Details(
      String comment, String owner, Map<String, String> properties, Map<String, String> other) {
    this(comment, owner, new TreeMap<>(properties), new TreeMap<>(other));
  }

  /** The same with another comment. */
  public Details withComment(String changed) {
    return new Details(changed, owner, properties, other);
  }

  /** The same with another owner. */
  public Details withOwner(String changed) {
    return new Details(comment, changed, properties, other);
  }

  /** The same with other properties. */
  public Details withProperties(Map<String, String> changed) {
    return new Details(comment, owner, new TreeMap<>(changed), other);
  }

  /** The same with other unknown attributes. */
  public Details withOther(Map<String, String> changed) {
    return new Details(comment, owner, properties, new TreeMap<>(changed));
  }
}
