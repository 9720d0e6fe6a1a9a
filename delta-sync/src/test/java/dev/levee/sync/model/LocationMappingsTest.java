package dev.levee.sync.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationMappingsTest {
  private static final RegionName EAST = new RegionName("east");
  private static final RegionName WEST = new RegionName("west");
  private static final Function<RegionName, String> TWO_SERVICES = RegionName::value;

  private static String oneService(RegionName region) {
    return "same";
  }

  private static LocationMapping mapping(String name, String east, String west) {
    return new LocationMapping(
        name, Map.of(EAST, Location.parse(east), WEST, Location.parse(west)));
  }

  private static LocationMappings mappings(LocationMapping... mappings) {
    return new LocationMappings(List.of(mappings), TWO_SERVICES);
  }

  private static List<LocationMappings.Problem> problems(
      Function<RegionName, String> service, LocationMapping... mappings) {
    return LocationMappings.problems(List.of(mappings), service);
  }

  @Test
  void aLocationIsMappedThereAndBack() {
    LocationMappings mappings = mappings(mapping("data", "s3://e/data/", "s3://w/copy/data/"));
    Location east = Location.parse("s3://e/data/sales/p=%20 a/x.parquet");
    Location west = Location.parse("s3://w/copy/data/sales/p=%20 a/x.parquet");
    assertThat(mappings.map(east, EAST, WEST)).contains(west);
    assertThat(mappings.map(west, WEST, EAST)).contains(east);
    assertThat(mappings.map(west, EAST, WEST)).isEmpty();
    assertThat(mappings.map(Location.parse("s3://e/database/x"), EAST, WEST)).isEmpty();
  }

  @Test
  void aTableIsNamedByItsMappingAndPathOnBothSides() {
    LocationMappings mappings =
        mappings(
            mapping("data", "s3://e/data/", "s3://w/data/"),
            mapping("one", "s3://e/one/", "s3://w/one/"));
    TableId sales = new TableId("data", "eu/sales");
    assertThat(mappings.table(Location.parse("s3://e/data/eu/sales"), EAST)).contains(sales);
    assertThat(mappings.table(Location.parse("s3://w/data/eu/sales/"), WEST)).contains(sales);
    assertThat(mappings.root(sales, WEST)).isEqualTo(Location.parse("s3://w/data/eu/sales/"));
    TableId whole = new TableId("one", "");
    assertThat(mappings.table(Location.parse("s3://e/one"), EAST)).contains(whole);
    assertThat(mappings.root(whole, WEST)).isEqualTo(Location.parse("s3://w/one/"));
    assertThatThrownBy(() -> mappings.root(new TableId("none", "x"), EAST))
        .hasMessageContaining("none/x");
  }

  @Test
  void theLongestPrefixWins() {
    LocationMappings mappings =
        mappings(
            mapping("outer", "s3://e/data/", "s3://w/data/"),
            mapping("inner", "s3://e/data/eu/", "s3://w/data/eu/"));
    assertThat(mappings.covering(Location.parse("s3://e/data/eu/x"), EAST).orElseThrow().name())
        .isEqualTo("inner");
    assertThat(mappings.covering(Location.parse("s3://e/data/us/x"), EAST).orElseThrow().name())
        .isEqualTo("outer");
    assertThat(mappings.all()).extracting(LocationMapping::name).containsExactly("inner", "outer");
  }

  @Test
  void namesAreUsedOnce() {
    assertThat(
            problems(
                TWO_SERVICES,
                mapping("data", "s3://e/a/", "s3://w/a/"),
                mapping("data", "s3://e/b/", "s3://w/b/")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("have the name 'data'"))
        .satisfies(problem -> assertThat(problem.first()).isEqualTo(0))
        .satisfies(problem -> assertThat(problem.second()).isEqualTo(1));
  }

  @Test
  void aPrefixIsMappedOnce() {
    assertThat(
            problems(
                TWO_SERVICES,
                mapping("a", "s3://e/data/", "s3://w/a/"),
                mapping("b", "s3://e/data/", "s3://w/b/")))
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.message()).contains("both map s3://e/data/ of region"));
  }

  @Test
  void twoSourcesDoNotMeetInOneTarget() {
    assertThat(
            problems(
                TWO_SERVICES,
                mapping("a", "s3://e/a/", "s3://w/data/"),
                mapping("b", "s3://e/b/", "s3://w/data/")))
        .isNotEmpty();
  }

  @Test
  void mappingsDoNotCross() {
    assertThat(
            problems(
                TWO_SERVICES,
                mapping("a", "s3://e/data/", "s3://w/data/"),
                mapping("b", "s3://e/data/eu/", "s3://w/elsewhere/")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("the way back would differ"));
    assertThat(
            problems(
                TWO_SERVICES,
                mapping("a", "s3://e/data/", "s3://w/data/"),
                mapping("b", "s3://e/data/eu/", "s3://w/data/us/")))
        .isNotEmpty();
    assertThat(
            problems(
                TWO_SERVICES,
                mapping("a", "s3://e/data/", "s3://w/data/eu/"),
                mapping("b", "s3://e/data/eu/", "s3://w/data/")))
        .isNotEmpty();
  }

  @Test
  void aReplicaIsNotReplicated() {
    LocationMapping same = mapping("data", "s3://b/data/", "s3://b/data/");
    assertThat(problems(LocationMappingsTest::oneService, same))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .contains("is the same place as")
                    .contains("a replica would be replicated"));
    assertThat(problems(TWO_SERVICES, same)).isEmpty();
    assertThat(
            problems(
                LocationMappingsTest::oneService,
                mapping("data", "s3://b/data/", "s3://b/data/copy/")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("overlaps"));
    assertThat(
            problems(
                LocationMappingsTest::oneService, mapping("data", "s3a://b/data/", "s3://b/data/")))
        .isNotEmpty();
    assertThat(
            problems(
                LocationMappingsTest::oneService,
                mapping("a", "s3://b/one/", "s3://b/two/"),
                mapping("b", "s3://b/two/", "s3://b/three/")))
        .isNotEmpty();
    assertThat(
            problems(
                LocationMappingsTest::oneService, mapping("data", "s3://b/one/", "s3://b/two/")))
        .isEmpty();
  }

  @Test
  void mappingsWithProblemsAreRefusedWithTheFirst() {
    assertThatThrownBy(
            () ->
                new LocationMappings(
                    List.of(mapping("data", "s3://b/data/", "s3://b/data/")),
                    LocationMappingsTest::oneService))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the same place");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://bucket/data/*", "s3://bucket/data/"})
  void aPatternIsAPrefix(String pattern) {
    assertThat(LocationMapping.parsePattern(pattern))
        .isEqualTo(Location.parse("s3://bucket/data/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://bucket/data*",
        "s3://bucket/data",
        "s3://bucket/*/data/*",
        "s3://bucket/data/**",
        "*",
        "s3://bucket/a//b/*",
        "s3://bucket/a/../b/*",
        "s3://bucket/./a/*",
        "s3://bucket/../*"
      })
  void anotherPatternIsRefused(String pattern) {
    assertThatThrownBy(() -> LocationMapping.parsePattern(pattern))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A map made by {@code Map.of} is in another order in every process: forty pairs show it. */
  @Test
  void regionsComeInTheOrderOfTheirNames() {
    for (int i = 0; i < 40; i++) {
      RegionName first = new RegionName("a" + i);
      RegionName second = new RegionName("b" + i);
      Map<RegionName, Location> given = new LinkedHashMap<>();
      given.put(second, Location.parse("s3://b/"));
      given.put(first, Location.parse("s3://a/"));
      assertThat(new LocationMapping("data", given).prefixByRegion().keySet())
          .containsExactly(first, second);
    }
  }

  @Test
  void aMappingHasANameAndPrefixes() {
    assertThatThrownBy(() -> mapping("", "s3://e/", "s3://w/"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> mapping("a/b", "s3://e/", "s3://w/"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> mapping("a", "s3://e/data", "s3://w/"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Few names, short paths: most random mappings touch each other. */
  private static final class Generator {
    private static final List<String> SEGMENTS = List.of("a", "aa", "b", "data", "p=%20", "ü");
    private final Random random;

    Generator(long seed) {
      this.random = new Random(seed);
    }

    Location prefix() {
      StringBuilder key = new StringBuilder();
      for (int depth = random.nextInt(4); depth > 0; depth--) {
        key.append(SEGMENTS.get(random.nextInt(SEGMENTS.size()))).append('/');
      }
      return new Location("s3", random.nextBoolean() ? "one" : "two", key.toString());
    }

    List<LocationMapping> mappings() {
      List<LocationMapping> mappings = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        boolean nested = !mappings.isEmpty() && random.nextBoolean();
        mappings.add(nested ? inside(mappings.get(0), "m" + i) : alone("m" + i));
      }
      return mappings;
    }

    private LocationMapping alone(String name) {
      return new LocationMapping(name, Map.of(EAST, prefix(), WEST, prefix()));
    }

    private LocationMapping inside(LocationMapping outer, String name) {
      String below = SEGMENTS.get(random.nextInt(SEGMENTS.size())) + "/";
      Map<RegionName, Location> prefixes = new HashMap<>();
      outer
          .prefixByRegion()
          .forEach((region, prefix) -> prefixes.put(region, prefix.resolve(below)));
      return new LocationMapping(name, prefixes);
    }

    Location below(Location prefix) {
      String segment = SEGMENTS.get(random.nextInt(SEGMENTS.size()));
      return prefix.resolve(segment + "/" + random.nextInt(3) + ".parquet");
    }
  }

  @Test
  void mappingThereAndBackIsTheSameForAllMappingsWithoutProblems() {
    Generator generator = new Generator(20261121);
    int usable = 0;
    for (int round = 0; round < 20_000; round++) {
      List<LocationMapping> mappings = generator.mappings();
      if (LocationMappings.problems(mappings, TWO_SERVICES).isEmpty()) {
        usable++;
        for (LocationMapping mapping : mappings) {
          checkThereAndBack(
              mappings, generator.below(mapping.prefixByRegion().get(EAST)), EAST, WEST);
          checkThereAndBack(
              mappings, generator.below(mapping.prefixByRegion().get(WEST)), WEST, EAST);
        }
      }
    }
    assertThat(usable).isGreaterThan(5_000);
  }

  private static void checkThereAndBack(
      List<LocationMapping> list, Location location, RegionName from, RegionName to) {
    LocationMappings mappings = new LocationMappings(list, TWO_SERVICES);
    Location there = mappings.map(location, from, to).orElseThrow();
    assertThat(mappings.map(there, to, from)).as("%s in %s", location, list).contains(location);
    Optional<LocationMapping> longest =
        list.stream()
            .filter(mapping -> location.relativeTo(mapping.prefixByRegion().get(from)).isPresent())
            .max(
                Comparator.comparingInt(
                    mapping -> mapping.prefixByRegion().get(from).key().length()));
    assertThat(mappings.covering(location, from)).isEqualTo(longest);
    TableId table = mappings.table(location, from).orElseThrow();
    assertThat(mappings.table(there, to)).contains(table);
    assertThat(mappings.root(table, to)).isEqualTo(there.asPrefix());
  }

  /** What is refused for crossing has a location that would not come back, or two names. */
  @Test
  void everyPairRefusedForNestingIsOneThatWouldLeadAstray() {
    Generator generator = new Generator(4);
    int refused = 0;
    for (int round = 0; round < 5_000; round++) {
      LocationMapping a = generator.alone("a");
      LocationMapping b = generator.alone("b");
      if (!LocationMappings.problems(List.of(a, b), TWO_SERVICES).isEmpty()) {
        refused++;
        assertThat(touches(a, b, EAST) || touches(a, b, WEST)).isTrue();
      }
    }
    assertThat(refused).isGreaterThan(100);
  }

  private static boolean touches(LocationMapping a, LocationMapping b, RegionName region) {
    Location first = a.prefixByRegion().get(region);
    Location second = b.prefixByRegion().get(region);
    return first.relativeTo(second).isPresent() || second.relativeTo(first).isPresent();
  }
}
