package dev.levee.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.model.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileLocationTest {
  private static final Location ROOT = Location.parse("s3://lake/t1/");

  @ParameterizedTest
  @CsvSource({
    "p=a%20b/x, s3://lake/t1/p=a b/x",
    "s3://other/y%2Fz, s3://other/y/z",
    "file:///srv/x, file:///srv/x",
    "file:/srv/x, file:///srv/x",
    "/srv/x, file:///srv/x"
  })
  void aPathLeadsToOneObject(String path, Location expected) {
    assertThat(FileLocation.of(ROOT, path)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x",
        "a//b",
        "%zz",
        "",
        "s3://lake",
        "s3:x",
        "//lake/x",
        "http://lake/x",
        "s3://a@b/x"
      })
  void aPathThatEnginesReadInDifferentWaysLeadsNowhere(String path) {
    assertThat(FileLocation.of(ROOT, path)).isEmpty();
    assertThat(FileLocation.isWithinTable(path)).isFalse();
  }

  @Test
  void onlyARelativePathIsWithinTheTable() {
    assertThat(FileLocation.isWithinTable("a/b")).isTrue();
    assertThat(FileLocation.isWithinTable("s3://lake/t1/a")).isFalse();
    assertThat(FileLocation.isWithinTable("/t1/a")).isFalse();
  }
}
