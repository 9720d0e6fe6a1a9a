package dev.levee.sync.catalog.standin;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Who may do what, by the ids of objects and users. */
final class Grants {
  private final Map<String, Map<String, Set<String>>> byObject = new LinkedHashMap<>();

  void grant(String object, String user, String privilege) {
    byObject
        .computeIfAbsent(object, id -> new LinkedHashMap<>())
        .computeIfAbsent(user, id -> new LinkedHashSet<>())
        .add(privilege);
  }

  void revoke(String object, String user, String privilege) {
    of(object).getOrDefault(user, new LinkedHashSet<>()).remove(privilege);
  }

  /** Per user, in the order of the first grant. */
  Map<String, Set<String>> of(String object) {
    return byObject.getOrDefault(object, Map.of());
  }

  boolean has(String object, String user, String privilege) {
    return of(object).getOrDefault(user, Set.of()).contains(privilege);
  }

  void forgetObject(String object) {
    byObject.remove(object);
  }

  void forgetUser(String user) {
    byObject.values().forEach(users -> users.remove(user));
  }
}
