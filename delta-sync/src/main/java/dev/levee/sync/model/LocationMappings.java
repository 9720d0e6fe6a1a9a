package dev.levee.sync.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The location mappings of a failover group. The longest prefix wins; mapping there and back gives
 * the same location again, in both directions.
 */
public final class LocationMappings {
  /**
   * Why mappings cannot be used.
   *
   * @param first index of the mapping at fault
   * @param second index of the other one, or the same when it is at odds with itself
   * @param message names both prefixes
   */
  public record Problem(int first, int second, String message) {}

  private final List<LocationMapping> longestFirst;

  /**
   * Takes mappings that have no problems.
   *
   * @param service what {@link #problems} takes
   * @throws IllegalArgumentException with the first problem's message
   */
  public LocationMappings(List<LocationMapping> mappings, Function<RegionName, String> service) {
    List<Problem> problems = problems(mappings, service);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.get(0).message());
    }
    List<LocationMapping> sorted = new ArrayList<>(mappings);
    sorted.sort((one, other) -> Integer.compare(longestPrefix(other), longestPrefix(one)));
    this.longestFirst = List.copyOf(sorted);
  }

  private static int longestPrefix(LocationMapping mapping) {
    int longest = 0;
    for (Location prefix : mapping.prefixByRegion().values()) {
      longest = Math.max(longest, prefix.key().length());
    }
    return longest;
  }

  /**
   * All that is wrong with these mappings: names or prefixes used twice, a mapping whose two sides
   * are the same place or lie in one another (a replica would be replicated), mappings that cross
   * (nested on one side only, so that the way back is another one).
   *
   * @param service names the store behind a region: equal prefixes in two services are two places
   */
  public static List<Problem> problems(
      List<LocationMapping> mappings, Function<RegionName, String> service) {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < mappings.size(); i++) {
      for (int j = i; j < mappings.size(); j++) {
        problems.addAll(problemsOf(mappings, i, j, service));
      }
    }
    return problems;
  }

  private static List<Problem> problemsOf(
      List<LocationMapping> mappings, int i, int j, Function<RegionName, String> service) {
    LocationMapping a = mappings.get(i);
    LocationMapping b = mappings.get(j);
    List<Problem> problems = new ArrayList<>();
    if (i != j && a.name().equals(b.name())) {
      problems.add(new Problem(i, j, "two mappings have the name '" + a.name() + "'"));
    }
    a.prefixByRegion()
        .forEach(
            (region, prefix) ->
                b.prefixByRegion()
                    .forEach(
                        (otherRegion, otherPrefix) -> {
                          if (region.equals(otherRegion)) {
                            if (i != j) {
                              nestingProblem(a, b, region, i, j).ifPresent(problems::add);
                            }
                          } else if (service.apply(region).equals(service.apply(otherRegion))
                              && overlap(prefix, otherPrefix)
                              && (i != j || region.compareTo(otherRegion) < 0)) {
                            problems.add(
                                new Problem(i, j, loop(a, region, prefix, b, otherRegion)));
                          }
                        }));
    return problems;
  }

  private static String loop(
      LocationMapping a,
      RegionName region,
      Location prefix,
      LocationMapping b,
      RegionName otherRegion) {
    Location other = b.prefixByRegion().get(otherRegion);
    String how = prefix.equals(other) ? "is the same place as" : "overlaps";
    return "mapping '%s': %s of region %s %s %s of region %s (mapping '%s'), so a replica would be replicated"
        .formatted(a.name(), prefix, region, how, other, otherRegion, b.name());
  }

  private static Optional<Problem> nestingProblem(
      LocationMapping a, LocationMapping b, RegionName region, int i, int j) {
    Location outer = a.prefixByRegion().get(region);
    Location inner = b.prefixByRegion().get(region);
    if (outer.equals(inner)) {
      return Optional.of(
          new Problem(
              i,
              j,
              "mappings '%s' and '%s' both map %s of region %s"
                  .formatted(a.name(), b.name(), outer, region)));
    }
    if (!overlap(outer, inner) || nestsEverywhere(a, b)) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            i,
            j,
            "mappings '%s' (%s) and '%s' (%s) overlap in region %s but not alike in the other one, so the way back would differ"
                .formatted(a.name(), outer, b.name(), inner, region)));
  }

  /** Whether one is below the other by the same relative key in every region. */
  private static boolean nestsEverywhere(LocationMapping a, LocationMapping b) {
    return below(a, b).isPresent() || below(b, a).isPresent();
  }

  private static Optional<String> below(LocationMapping outer, LocationMapping inner) {
    Optional<String> relative = Optional.empty();
    for (RegionName region : outer.prefixByRegion().keySet()) {
      Location prefix = inner.prefixByRegion().get(region);
      if (prefix == null) {
        return Optional.empty();
      }
      Optional<String> here = prefix.relativeTo(outer.prefixByRegion().get(region));
      if (here.isEmpty() || (relative.isPresent() && !relative.equals(here))) {
        return Optional.empty();
      }
      relative = here;
    }
    return relative;
  }

  private static boolean overlap(Location a, Location b) {
    return a.relativeTo(b).isPresent() || b.relativeTo(a).isPresent();
  }

  /** The mapping with the longest prefix that covers a location of a region. */
  public Optional<LocationMapping> covering(Location location, RegionName region) {
    return longestFirst.stream()
        .filter(mapping -> mapping.prefixByRegion().containsKey(region))
        .filter(mapping -> location.relativeTo(mapping.prefixByRegion().get(region)).isPresent())
        .findFirst();
  }

  /** Where a location of one region lies in the other one, or empty when no mapping covers it. */
  public Optional<Location> map(Location location, RegionName from, RegionName to) {
    return covering(location, from)
        .filter(mapping -> mapping.prefixByRegion().containsKey(to))
        .map(
            mapping ->
                mapping
                    .prefixByRegion()
                    .get(to)
                    .resolve(
                        location.relativeTo(mapping.prefixByRegion().get(from)).orElseThrow()));
  }

  /** The table whose root is this location, or empty when no mapping covers it. */
  public Optional<TableId> table(Location root, RegionName region) {
    Location prefix = root.asPrefix();
    return covering(prefix, region)
        .map(
            mapping -> {
              String path = prefix.relativeTo(mapping.prefixByRegion().get(region)).orElseThrow();
              return new TableId(mapping.name(), trimmed(path));
            });
  }

  private static String trimmed(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** The root of a table in a region, as a prefix. */
  public Location root(TableId table, RegionName region) {
    LocationMapping mapping =
        longestFirst.stream()
            .filter(candidate -> candidate.name().equals(table.mapping()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no mapping for table " + table));
    Location prefix = mapping.prefixByRegion().get(region);
    return table.path().isEmpty() ? prefix : prefix.resolve(table.path()).asPrefix();
  }

  /** The mappings, longest prefix first. */
  public List<LocationMapping> all() {
    return longestFirst;
  }
}
