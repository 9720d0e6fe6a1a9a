package dev.levee.sync.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableMetadataTest {
  private static TableMetadata metadata(String id, String name, String column, String schema) {
    return new TableMetadata(id, Optional.of(name), Map.of(), List.of(column), schema);
  }

  private static TableMetadata with(Map<String, String> configuration) {
    return new TableMetadata("id", Optional.empty(), configuration, List.of(), "{}");
  }

  private static Optional<String> difference(TableMetadata other) {
    return metadata("id", "name", "p", "{\"type\":\"struct\",\"fields\":[]}").differenceOf(other);
  }

  @Test
  void theLayoutOfASchemaIsNoDifference() {
    assertThat(difference(metadata("id", "name", "p", "{ \"fields\": [], \"type\": \"struct\" }")))
        .isEmpty();
  }

  @Test
  void everyPartThatDiffersIsNamed() {
    String schema = "{\"type\":\"struct\",\"fields\":[]}";
    assertThat(difference(metadata("other", "name", "p", schema)))
        .contains("table id: id by the commits, other here");
    assertThat(difference(metadata("id", "other", "p", schema)))
        .contains("table name: Optional[name] by the commits, Optional[other] here");
    assertThat(difference(metadata("id", "name", "q", schema)))
        .contains("partition columns: [p] by the commits, [q] here");
    assertThat(difference(metadata("id", "name", "p", "{\"type\":\"struct\",\"fields\":[1]}")))
        .hasValueSatisfying(text -> assertThat(text).startsWith("schema: "));
  }

  @Test
  void aSchemaThatIsNoJsonDiffersFromAnyOther() {
    assertThat(difference(metadata("id", "name", "p", "{")))
        .contains("schema: {\"type\":\"struct\",\"fields\":[]} by the commits, { here");
    TableMetadata broken = metadata("id", "name", "p", "{");
    assertThat(broken.differenceOf(broken)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true, true", "TRUE, true", "false, false", "yes, false"})
  void commitsCarryTheirTimesWhereTheTablePropertySaysSo(String value, boolean expected) {
    assertThat(with(Map.of("delta.enableInCommitTimestamps", value)).hasInCommitTimestamps())
        .isEqualTo(expected);
    assertThat(with(Map.of()).hasInCommitTimestamps()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"12, 12", "0, 0", "twelve, 0"})
  void theFirstInCommitTimestampIsThatOfTheEnablementVersion(String value, long expected) {
    Map<String, String> enabled = Map.of("delta.inCommitTimestampEnablementVersion", value);
    assertThat(with(enabled).firstInCommitTimestamp()).isEqualTo(expected);
    assertThat(with(Map.of()).firstInCommitTimestamp()).isZero();
  }
}
