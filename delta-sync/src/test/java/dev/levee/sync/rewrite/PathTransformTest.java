package dev.levee.sync.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTransformTest {
  static final RegionName EAST = new RegionName("east");
  static final RegionName WEST = new RegionName("west");

  private static final LocationMappings MAPPINGS =
      mappings(
          mapping("lake", "s3://east-bucket/lake/", "s3://west-bucket/copies/lake/"),
          mapping("raw", "s3://east-bucket/raw data/é/", "s3://west-bucket/100% raw/"),
          mapping("inner", "s3://east-bucket/lake/in/", "s3://west-bucket/copies/lake/in/"));

  private final PathTransform transform = PathTransform.between(MAPPINGS, EAST, WEST);

  static LocationMapping mapping(String name, String east, String west) {
    return new LocationMapping(
        name, Map.of(EAST, Location.parse(east), WEST, Location.parse(west)));
  }

  static LocationMappings mappings(LocationMapping... mappings) {
    return new LocationMappings(List.of(mappings), RegionName::value);
  }

  @ParameterizedTest
  @CsvSource({
    "s3://east-bucket/lake/t/x.parquet, s3://west-bucket/copies/lake/t/x.parquet",
    "s3a://east-bucket/lake/t/x.parquet, s3a://west-bucket/copies/lake/t/x.parquet",
    "s3n://east-bucket/lake/in/x, s3n://west-bucket/copies/lake/in/x",
    "s3://east-bucket/raw%20data/é/a+b%252F, s3://west-bucket/100%25%20raw/a+b%252F",
    "s3a://east-bucket/lake/p=%C3%A9%20x/y, s3a://west-bucket/copies/lake/p=%C3%A9%20x/y"
  })
  void exchangesThePrefixAndKeepsTheRest(String east, String west) {
    assertThat(transform.rewrite(east)).contains(west);
    assertThat(transform.inverse().rewrite(west)).contains(east);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t/x.parquet",
        "s3://east-bucket/lakes/x",
        "s3://east-bucket/lake",
        "s3://other/lake/x",
        "S3://east-bucket/lake/x",
        "s3://east-bucket/l%61ke/x",
        "s3://east-bucket//lake/x",
        "s3://west-bucket/copies/lake/x",
        "/east-bucket/lake/x",
        "file:///etc/passwd",
        "http://169.254.169.254/latest"
      })
  void leavesWhatNoMappingSpells(String path) {
    assertThat(transform.rewrite(path)).isEmpty();
  }

  @Test
  void filesKeepTheirSpellingToo() {
    PathTransform files =
        PathTransform.between(
            mappings(mapping("lake", "file:///mnt/lake/", "file:///srv/my lake/")), EAST, WEST);
    assertThat(files.rewrite("file:///mnt/lake/x")).contains("file:///srv/my%20lake/x");
    assertThat(files.rewrite("file:/mnt/lake/x")).contains("file:/srv/my%20lake/x");
    assertThat(files.rewrite("/mnt/lake/x")).contains("/srv/my%20lake/x");
  }

  @Test
  void betweenKindsOfStoresOnlyTheUsualSpellingComesBack() {
    PathTransform down =
        PathTransform.between(
            mappings(mapping("lake", "s3://bucket/lake/", "file:///srv/lake/")), EAST, WEST);
    assertThat(down.rewrite("s3://bucket/lake/x")).contains("file:///srv/lake/x");
    assertThat(down.rewrite("s3a://bucket/lake/x")).isEmpty();
    assertThat(down.inverse().rewrite("file:///srv/lake/x")).contains("s3://bucket/lake/x");
    assertThat(down.inverse().rewrite("/srv/lake/x")).isEmpty();
  }

  @Test
  void theRuleHasOneNameInBothDirections() {
    assertThat(transform.id()).hasSize(16).isEqualTo(transform.inverse().id());
    assertThat(PathTransform.between(MAPPINGS, WEST, EAST).id()).isEqualTo(transform.id());
    LocationMappings moved = mappings(mapping("lake", "s3://east-bucket/lake/", "s3://w/lake/"));
    assertThat(PathTransform.between(moved, EAST, WEST).id()).isNotEqualTo(transform.id());
  }

  @Test
  void noRuleRewritesNothing() {
    assertThat(PathTransform.none().rewrite("s3://east-bucket/lake/x")).isEmpty();
    assertThat(PathTransform.none().knowsScheme("s3")).isFalse();
  }
}
