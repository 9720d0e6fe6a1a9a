package dev.levee.daemon.config;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import java.util.List;
import java.util.Optional;

/** What may not lie in one another. */
final class PlaceRules {
  private final DeclaredRegions regions;
  private final List<RegionName> sides;

  PlaceRules(DeclaredRegions regions, List<RegionName> sides) {
    this.regions = regions;
    this.sides = sides;
  }

  /**
   * Checks one group.
   *
   * @param group where it stands
   * @param mapped its mapped prefixes
   * @param earlier those of the groups before it
   */
  void check(ConfigValue group, List<MappedPrefix> mapped, List<MappedPrefix> earlier) {
    controlsApart(group);
    for (RegionConfig region : regions.readable()) {
      mapped.forEach(prefix -> outside(region, prefix));
    }
    for (MappedPrefix prefix : mapped) {
      earlier.stream()
          .filter(other -> same(prefix, other))
          .findFirst()
          .ifPresent(
              other ->
                  prefix
                      .at()
                      .problem(
                          "'%s' and '%s' in line %d overlap, but belong to two groups"
                              .formatted(prefix.prefix(), other.prefix(), other.at().line()),
                          "let each table belong to one group"));
    }
  }

  private boolean same(MappedPrefix a, MappedPrefix b) {
    return samePlace(a.region(), b.region()) && overlap(a.prefix(), b.prefix());
  }

  private void controlsApart(ConfigValue group) {
    if (sides.size() != 2 || !samePlace(sides.get(0), sides.get(1))) {
      return;
    }
    Optional<RegionConfig> first = regions.readable(sides.get(0));
    Optional<RegionConfig> second = regions.readable(sides.get(1));
    if (first.isPresent()
        && second.isPresent()
        && overlap(first.get().control(), second.get().control())) {
      ConfigValue at = regions.controls().get(second.get().name());
      at.problem(
          "the control prefixes of both regions of %s overlap: '%s' (line %d) and '%s' (line %d)"
              .formatted(
                  group.path(),
                  first.get().control(),
                  regions.controls().get(first.get().name()).line(),
                  second.get().control(),
                  at.line()),
          "give each region its own control prefix");
    }
  }

  private void outside(RegionConfig region, MappedPrefix mapped) {
    if (samePlace(region.name(), mapped.region()) && overlap(region.control(), mapped.prefix())) {
      mapped
          .at()
          .problem(
              "'%s' and the control prefix '%s' of region %s (line %d) lie in one another"
                  .formatted(
                      mapped.prefix(),
                      region.control(),
                      region.name(),
                      regions.controls().get(region.name()).line()),
              "move the control prefix out of the data, as in s3://bucket/_levee");
    }
  }

  private boolean samePlace(RegionName a, RegionName b) {
    return regions.place(a).equals(regions.place(b));
  }

  static boolean overlap(Location a, Location b) {
    return a.relativeTo(b).isPresent() || b.relativeTo(a).isPresent();
  }
}
