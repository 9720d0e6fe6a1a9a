package dev.levee.daemon.config;

import dev.levee.sync.engine.CatalogSpec.Origin;
import dev.levee.sync.engine.ReplicationSettings;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Reads {@code failover_groups}. */
final class GroupsReader {
  /** The name is part of control records' keys and of the admin port's addresses. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}");

  private static final String PATTERN_REMEDY = "write it like s3://bucket/data/*";

  private final DeclaredRegions regions;
  private final StableUrlReader stableUrls;
  private final List<GroupConfig> readable = new ArrayList<>();
  private int declared;
  private final Map<String, Integer> lineByName = new HashMap<>();
  private final List<MappedPrefix> earlier = new ArrayList<>();

  GroupsReader(DeclaredRegions regions, StableUrlReader stableUrls) {
    this.regions = regions;
    this.stableUrls = stableUrls;
  }

  List<GroupConfig> readable() {
    return readable;
  }

  /** Whether each of them could be read. */
  boolean allReadable() {
    return readable.size() == declared;
  }

  void read(ConfigValue list) {
    List<ConfigValue> items = list.items();
    declared = items.size();
    for (ConfigValue item : items) {
      item.mapping().flatMap(group -> read(item, group)).ifPresent(readable::add);
    }
  }

  private Optional<GroupConfig> read(ConfigValue self, ConfigMapping group) {
    Optional<String> name = group.required("name").flatMap(this::name);
    List<RegionName> sides = group.required("regions").map(this::sides).orElse(List.of());
    Optional<RegionName> primary =
        group.required("initial_primary_region").flatMap(value -> primary(value, sides));
    MappingsReader mappingsReader = new MappingsReader(regions, sides);
    Optional<LocationMappings> mappings =
        group.required("location_mappings").flatMap(mappingsReader::read);
    Optional<ConfigValue> assetsValue = group.optional("unity_catalog_assets");
    Optional<UnityCatalogAssets> assets = assetsValue.flatMap(UnityCatalogAssetsReader::read);
    boolean named =
        assetsValue.isPresent()
            && assets.filter(found -> found.origin() == Origin.STORAGE).isEmpty();
    if (named) {
      primary.ifPresent(region -> hasCatalog(assetsValue.orElseThrow(), region));
    }
    Optional<List<Location>> discover =
        (named ? group.optional("discover") : group.required("discover"))
            .map(value -> discover(value, primary, mappingsReader));
    List<Location> mirror =
        group
            .optional("mirror")
            .map(value -> mirror(value, primary, mappingsReader, discover.orElse(List.of())))
            .orElse(List.of());
    ReplicationSettings settings =
        group
            .optional("replication")
            .flatMap(ReplicationReader::read)
            .orElse(ReplicationSettings.defaults());
    Optional<StopWrites> stopWrites =
        group.optional("failover").flatMap(new FailoverReader(regions, sides)::read);
    Optional<StableUrlConfig> stableUrl =
        group.optional("stable_url").flatMap(value -> stableUrls.read(value, haveServer(sides)));
    group.noOthers();
    new PlaceRules(regions, sides).check(self, mappingsReader.mapped(), earlier);
    earlier.addAll(mappingsReader.mapped());
    boolean complete =
        name.isPresent()
            && sides.size() == 2
            && primary.isPresent()
            && mappings.isPresent()
            && assets.isPresent() == assetsValue.isPresent()
            && (discover.isPresent() || named);
    return complete
        ? Optional.of(
            new GroupConfig(
                name.get(),
                sides,
                primary.get(),
                mappings.get(),
                discover.orElse(List.of()),
                mirror,
                settings,
                stopWrites,
                assets,
                stableUrl))
        : Optional.empty();
  }

  /** Whether one of them has a catalog server, as far as the problems let see. */
  private boolean haveServer(List<RegionName> sides) {
    return sides.isEmpty()
        || sides.stream()
            .map(regions::readable)
            .anyMatch(region -> region.isEmpty() || region.get().catalog().isPresent());
  }

  private void hasCatalog(ConfigValue value, RegionName primary) {
    boolean known = regions.readable(primary).isPresent();
    if (known && regions.readable(primary).flatMap(RegionConfig::catalog).isEmpty()) {
      value.problem(
          "the initial primary region %s has no catalog server".formatted(primary),
          "add regions.%s.catalog".formatted(primary));
    }
  }

  private Optional<String> name(ConfigValue value) {
    Optional<String> name = value.text();
    name.ifPresent(
        text -> {
          if (!NAME.matcher(text).matches()) {
            value.problem(
                "'" + text + "' is no group name",
                "use 1 to 63 letters, digits, '.', '_' or '-', a letter or digit first");
          }
          Integer first = lineByName.putIfAbsent(text, value.line());
          if (first != null) {
            value.problem(
                "the group in line " + first + " has the name '" + text + "' too", "rename one");
          }
        });
    return name;
  }

  /** The two regions, or none when the problems say why not. */
  private List<RegionName> sides(ConfigValue value) {
    List<RegionName> names = new ArrayList<>();
    List<ConfigValue> items = value.items();
    for (ConfigValue item : items) {
      known(item).ifPresent(names::add);
    }
    if (names.size() < items.size()) {
      return List.of();
    }
    if (names.size() != 2 || names.get(0).equals(names.get(1))) {
      value.problem("a group has two different regions", "name two keys of 'regions'");
      return List.of();
    }
    return names;
  }

  private Optional<RegionName> known(ConfigValue item) {
    Optional<RegionName> name = item.as(RegionName::new, "name a key of 'regions'");
    if (name.isPresent() && !regions.has(name.get())) {
      item.problem("there is no region '" + name.get() + "'", remedyFor(name.get()));
      return Optional.empty();
    }
    return name;
  }

  private String remedyFor(RegionName name) {
    List<String> known = regions.byName().keySet().stream().map(RegionName::value).toList();
    return Spelling.nearest(name.value(), known)
        .map(near -> "did you mean '" + near + "'?")
        .orElse("known regions: " + String.join(", ", known));
  }

  private Optional<RegionName> primary(ConfigValue value, List<RegionName> sides) {
    Optional<RegionName> name = known(value);
    if (name.isPresent() && sides.size() == 2 && !sides.contains(name.get())) {
      value.problem("'" + name.get() + "' is none of the group's regions", "name one of " + sides);
      return Optional.empty();
    }
    return name;
  }

  private List<Location> discover(
      ConfigValue value, Optional<RegionName> primary, MappingsReader mappings) {
    if (value.items().isEmpty()) {
      value.problem("nothing would be replicated", PATTERN_REMEDY);
    }
    return prefixes(value, primary, mappings, (item, prefix) -> {});
  }

  private List<Location> mirror(
      ConfigValue value,
      Optional<RegionName> primary,
      MappingsReader mappings,
      List<Location> discover) {
    List<Location> taken = new ArrayList<>(discover);
    return prefixes(
        value,
        primary,
        mappings,
        (item, prefix) -> {
          taken.stream()
              .filter(other -> PlaceRules.overlap(prefix, other))
              .findFirst()
              .ifPresent(
                  other ->
                      item.problem(
                          "'%s' and '%s' overlap".formatted(prefix, other),
                          "a prefix is either searched for tables or mirrored, once"));
          taken.add(prefix);
        });
  }

  private static List<Location> prefixes(
      ConfigValue value,
      Optional<RegionName> primary,
      MappingsReader mappings,
      BiConsumer<ConfigValue, Location> rule) {
    List<Location> prefixes = new ArrayList<>();
    for (ConfigValue item : value.items()) {
      Optional<Location> prefix = item.as(LocationMapping::parsePattern, PATTERN_REMEDY);
      prefix.ifPresent(prefixes::add);
      prefix.ifPresent(location -> rule.accept(item, location));
      if (prefix.isPresent() && primary.isPresent() && mappings.allRead()) {
        covered(item, prefix.get(), primary.get(), mappings.mapped());
      }
    }
    return prefixes;
  }

  private static void covered(
      ConfigValue item, Location prefix, RegionName primary, List<MappedPrefix> mapped) {
    boolean covered =
        mapped.stream()
            .filter(candidate -> candidate.region().equals(primary))
            .anyMatch(candidate -> prefix.relativeTo(candidate.prefix()).isPresent());
    if (!covered) {
      item.problem(
          "no location mapping of the initial primary region %s covers '%s'"
              .formatted(primary, prefix),
          "add a location mapping, or discover less");
    }
  }
}
