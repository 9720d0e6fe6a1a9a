package dev.levee.sync.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
  @ParameterizedTest
  @CsvSource({
    "s3://bucket/a/b, s3, bucket, a/b",
    "s3a://bucket/a/b, s3, bucket, a/b",
    "s3n://bucket/a/b, s3, bucket, a/b",
    "S3://bucket/a/b, s3, bucket, a/b",
    "s3://bucket, s3, bucket, ''",
    "s3://bucket/, s3, bucket, ''",
    "s3://bucket/a%20b c/ü, s3, bucket, a%20b c/ü",
    "s3://bucket/a?b#c, s3, bucket, a?b#c",
    "memory://lake/t/, memory, lake, t/",
    "file:///data/t, file, '', data/t",
    "file:/data/t, file, '', data/t",
    "file:///, file, '', ''"
  })
  void aTextIsTakenApartAndNothingInItIsDecoded(
      String text, String scheme, String bucket, String key) {
    Location location = Location.parse(text);
    assertThat(location).isEqualTo(new Location(scheme, bucket, key));
    assertThat(Location.parse(location.toString())).isEqualTo(location);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bucket/key",
        "/data/t",
        ":x",
        "s3:bucket/key",
        "s3:/bucket/key",
        "s3:///key",
        "s3://bucket//key",
        "s3://KEY:SECRET@bucket/key",
        "http://host/key",
        "gs://bucket/key",
        "file:data/t",
        "file://host/data",
        "file:////data"
      })
  void aTextThatNamesNoPlaceIsRefused(String text) {
    assertThatThrownBy(() -> Location.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void credentialsAreNotRepeatedInTheMessage() {
    assertThatThrownBy(() -> Location.parse("s3a://KEY:SECRET@bucket/key"))
        .hasMessageNotContaining("SECRET")
        .hasMessageNotContaining("KEY");
  }

  @Test
  void prefixesEndWithASlash() {
    assertThat(Location.parse("s3://b").isPrefix()).isTrue();
    assertThat(Location.parse("s3://b/a/").isPrefix()).isTrue();
    assertThat(Location.parse("s3://b/a").isPrefix()).isFalse();
    assertThat(Location.parse("s3://b/a").asPrefix()).isEqualTo(Location.parse("s3://b/a/"));
  }

  @Test
  void whatIsBelowAPrefixIsRelativeToIt() {
    Location prefix = Location.parse("s3://b/data");
    assertThat(Location.parse("s3://b/data/x/y").relativeTo(prefix)).contains("x/y");
    assertThat(Location.parse("s3://b/data/").relativeTo(prefix)).contains("");
    assertThat(Location.parse("s3://b/data").relativeTo(prefix)).isEmpty();
    assertThat(Location.parse("s3://b/database/x").relativeTo(prefix)).isEmpty();
    assertThat(Location.parse("s3://c/data/x").relativeTo(prefix)).isEmpty();
    assertThat(Location.parse("memory://b/data/x").relativeTo(prefix)).isEmpty();
    assertThat(prefix.resolve("x/y")).isEqualTo(Location.parse("s3://b/data/x/y"));
    assertThat(Location.parse("s3://b").resolve("x")).isEqualTo(Location.parse("s3://b/x"));
    assertThat(Location.parse("s3://b/data/x.parquet").name()).isEqualTo("x.parquet");
  }

  @Test
  void aKeyIsTooLongByItsBytes() {
    assertThat(Location.parse("s3://b/" + "x".repeat(1024)).isTooLong()).isFalse();
    assertThat(Location.parse("s3://b/" + "x".repeat(1025)).isTooLong()).isTrue();
    assertThat(Location.parse("s3://b/" + "中".repeat(341)).isTooLong()).isFalse();
    assertThat(Location.parse("s3://b/" + "中".repeat(342)).isTooLong()).isTrue();
    assertThat(Location.parse("s3://b/" + "😀".repeat(257)).isTooLong()).isTrue();
  }
}
