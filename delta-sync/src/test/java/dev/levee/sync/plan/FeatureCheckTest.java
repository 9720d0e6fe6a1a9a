package dev.levee.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.log.Protocol;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.HoldReason;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureCheckTest {
  private static Protocol writing(String... features) {
    return new Protocol(1, 7, Set.of(), Set.of(features));
  }

  private static Protocol reading(String... features) {
    return new Protocol(3, 7, Set.of(features), Set.of(features));
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, false", "3, false", "4, true"})
  void readerVersionsOneToThreeAreKnown(int version, boolean held) {
    assertThat(FeatureCheck.check(Protocol.legacy(version, 7)).isPresent()).isEqualTo(held);
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, false", "7, false", "8, true"})
  void anUnknownWriterVersionIsOnlyToldOf(int version, boolean told) {
    Protocol protocol = Protocol.legacy(1, version);
    assertThat(FeatureCheck.check(protocol)).isEmpty();
    assertThat(FeatureCheck.warnings(protocol).contains("unknown minWriterVersion " + version))
        .isEqualTo(told);
  }

  @Test
  void aFeatureThatLeadsReadersOrWritersToThePrimaryHolds() {
    assertThat(FeatureCheck.check(writing("coordinatedCommits-preview")))
        .contains(
            new Hold(
                HoldReason.CATALOG_MANAGED,
                "a commit service of the primary owns the commits: [coordinatedCommits-preview]"));
    assertThat(FeatureCheck.check(reading("redirectReaderWriter-preview")))
        .contains(
            new Hold(
                HoldReason.FEATURE_UNKNOWN,
                "the log would lead readers of the replica to the primary:"
                    + " [redirectReaderWriter-preview]"));
  }

  @Test
  void anUnknownReaderFeatureHoldsAndItsNameStaysOnOneLine() {
    assertThat(FeatureCheck.check(reading("b\nc", "a", "deletionVectors")))
        .contains(new Hold(HoldReason.FEATURE_UNKNOWN, "unknown reader features: [a, b?c]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"catalogManaged", "catalogOwned-preview"})
  void aCatalogsTableIsReplicatedWithANotice(String feature) {
    Protocol managed = reading(feature);
    assertThat(FeatureCheck.check(managed)).isEmpty();
    assertThat(FeatureCheck.isCatalogManaged(managed)).isTrue();
    assertThat(FeatureCheck.warnings(managed)).isEmpty();
    assertThat(FeatureCheck.notices(managed))
        .singleElement()
        .asString()
        .startsWith("a catalog manages the table");
  }

  @Test
  void whatIsKnownIsNotTold() {
    Protocol known = writing("rowTracking", "deletionVectors", "inCommitTimestamp");
    assertThat(FeatureCheck.isCatalogManaged(known)).isFalse();
    assertThat(FeatureCheck.notices(known)).isEmpty();
  }
}
