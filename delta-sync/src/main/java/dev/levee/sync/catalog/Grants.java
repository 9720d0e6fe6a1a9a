package dev.levee.sync.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who may do what with one asset: what was granted on it directly, nothing inherited.
 *
 * @param byPrincipal the privileges of each principal, in canonical spelling: upper case with
 *     underscores ({@code USE_CATALOG}); no principal without any
 */
public record Grants(SortedMap<String, SortedSet<String>> byPrincipal) {
  /** Nobody was granted anything. */
  public static final Grants NONE = new Grants(new TreeMap<>());

  /** Copies the map. */
  public Grants {
    TreeMap<String, SortedSet<String>> copy = new TreeMap<>();
    byPrincipal.forEach(
        (principal, privileges) -> {
          if (!privileges.isEmpty()) {
            copy.put(principal, Collections.unmodifiableSortedSet(new TreeSet<>(privileges)));
          }
        });
    byPrincipal = Collections.unmodifiableSortedMap(copy);
  }

  /** Grants whose privileges are spelt in any way that servers spell them. */
  public static Grants spelt(Map<String, ? extends Collection<String>> privileges) {
    TreeMap<String, SortedSet<String>> canonical = new TreeMap<>();
    privileges.forEach(
        (principal, names) ->
            canonical
                .computeIfAbsent(principal, any -> new TreeSet<>())
                .addAll(names.stream().map(Grants::canonical).toList()));
    return new Grants(canonical);
  }

  /** {@code USE CATALOG} and {@code USE_CATALOG} are one privilege. */
  public static String canonical(String privilege) {
    return privilege.trim().replace(' ', '_').toUpperCase(Locale.ROOT);
  }

  /** What a principal may do. */
  public SortedSet<String> of(String principal) {
    return byPrincipal.getOrDefault(principal, Collections.emptySortedSet());
  }

  /** One text for one meaning. */
  public String canonical() {
    return byPrincipal.entrySet().stream()
        .map(entry -> CanonicalText.quoted(entry.getKey()) + ":" + entry.getValue())
        .collect(Collectors.joining(","));
  }
}
