package dev.levee.daemon.config;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code location_mappings} of one group. */
final class MappingsReader {
  private final DeclaredRegions regions;
  private final List<RegionName> sides;
  private final List<MappedPrefix> mapped = new ArrayList<>();
  private boolean allRead;

  /**
   * A reader for one group.
   *
   * @param sides the group's regions; empty when they could not be read
   */
  MappingsReader(DeclaredRegions regions, List<RegionName> sides) {
    this.regions = regions;
    this.sides = sides;
  }

  /** Every prefix that could be read, also those of mappings that are at odds with others. */
  List<MappedPrefix> mapped() {
    return mapped;
  }

  /** Whether {@link #mapped} has all there are. */
  boolean allRead() {
    return allRead;
  }

  Optional<LocationMappings> read(ConfigValue list) {
    List<LocationMapping> mappings = new ArrayList<>();
    List<ConfigValue> places = new ArrayList<>();
    List<ConfigValue> items = list.items();
    if (items.isEmpty()) {
      list.problem("a group has at least one location mapping", "add one");
    }
    for (ConfigValue item : items) {
      readOne(item)
          .ifPresent(
              mapping -> {
                mappings.add(mapping);
                places.add(item);
              });
    }
    allRead = !items.isEmpty() && mappings.size() == items.size();
    boolean usable = areApart(mappings, places);
    return usable && allRead
        ? Optional.of(new LocationMappings(mappings, regions::place))
        : Optional.empty();
  }

  private boolean areApart(List<LocationMapping> mappings, List<ConfigValue> places) {
    List<LocationMappings.Problem> problems = LocationMappings.problems(mappings, regions::place);
    for (LocationMappings.Problem problem : problems) {
      ConfigValue first = places.get(problem.first());
      ConfigValue second = places.get(problem.second());
      String lines =
          first == second
              ? "line " + first.line()
              : "lines " + first.line() + " and " + second.line();
      second.problem(problem.message() + " (" + lines + ")", "change one so that they are apart");
    }
    return problems.isEmpty();
  }

  private Optional<LocationMapping> readOne(ConfigValue value) {
    Optional<ConfigMapping> mapping = value.mapping();
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> name =
        mapping.get().required("name").flatMap(v -> v.as(MappingsReader::name, "rename it"));
    Map<RegionName, Location> prefixes =
        mapping
            .get()
            .required("uri_by_region")
            .flatMap(ConfigValue::mapping)
            .map(this::prefixes)
            .orElse(Map.of());
    mapping.get().noOthers();
    return name.isPresent() && prefixes.size() == 2
        ? Optional.of(new LocationMapping(name.get(), prefixes))
        : Optional.empty();
  }

  private static String name(String text) {
    // It is the first part of every table's name.
    if (!text.matches("[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is no mapping name: 1 to 63 letters, digits, '.', '_' or '-'");
    }
    return text;
  }

  private Map<RegionName, Location> prefixes(ConfigMapping byRegion) {
    Map<RegionName, Location> prefixes = new LinkedHashMap<>();
    for (RegionName side : sides) {
      Optional<ConfigValue> value = byRegion.required(side.value());
      value
          .flatMap(v -> v.as(LocationMapping::parsePattern, "write it like s3://bucket/data/*"))
          .filter(prefix -> regions.fits(side, prefix, value.get()))
          .ifPresent(
              prefix -> {
                prefixes.put(side, prefix);
                mapped.add(new MappedPrefix(side, prefix, value.get()));
              });
    }
    if (!sides.isEmpty()) {
      byRegion.noOthers();
    }
    return prefixes;
  }
}
