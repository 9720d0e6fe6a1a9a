package dev.levee.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.sync.log.kernel.KernelRows;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.hadoop.HadoopAccess;
import dev.levee.sync.testing.HeldObjects;
import io.delta.kernel.transaction.DataLayoutSpec;
import io.delta.standalone.DeltaLog;
import io.delta.standalone.data.CloseableIterator;
import io.delta.standalone.data.RowRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an old primary took alone is applied again in the new one. */
class SalvageTest {
  @Test
  void lostAppendsAreAppliedOnceInTheirOrder() throws IOException {
    SalvagedGroup group = SalvagedGroup.forked();
    assertThat(group.examined()).containsExactly("v2 re-appliable", "v3 re-appliable");
    assertThat(group.applied()).containsExactly("v2 applied as v4 now", "v3 applied as v5 now");
    assertThat(group.examined()).containsExactly("v2 applied as v4", "v3 applied as v5");
    assertThat(group.applied()).containsExactly("v2 applied as v4", "v3 applied as v5");
    group.assertRowsOfWest(SalvagedGroup::everything);
    group.replicated();
    assertThat(group.rowsOfEast()).isEqualTo(group.rowsOfWest());
    assertThat(standaloneIdentifiers(group))
        .containsExactlyInAnyOrder(
            1L, 2L, 3L, 100L, 101L, 102L, 200L, 201L, 202L, 300L, 301L, 302L);
  }

  private static List<Long> standaloneIdentifiers(SalvagedGroup group) throws IOException {
    List<Long> identifiers = new ArrayList<>();
    try (HadoopAccess access = new HadoopAccess(group.group.westMemory)) {
      DeltaLog log =
          DeltaLog.forTable(access.configuration(), HadoopAccess.path(SimulatedGroup.WEST_TABLE));
      assertThat(log.getCommitInfoAt(5).getOperation()).isEqualTo("LEVEE SALVAGE");
      try (CloseableIterator<RowRecord> rows = log.snapshot().open()) {
        while (rows.hasNext()) {
          identifiers.add(rows.next().getLong("id"));
        }
      }
    }
    return identifiers;
  }

  @Test
  void theCommitSaysWhereItsRowsComeFrom() throws IOException {
    SalvagedGroup group = SalvagedGroup.forked();
    assertThat(group.applied()).hasSize(2);
    JsonNode info =
        new ObjectMapper().readTree(group.westCommit(4).lines().findFirst().orElseThrow());
    assertThat(info.at("/commitInfo/operation").asText()).isEqualTo("LEVEE SALVAGE");
    assertThat(info.at("/commitInfo/operationParameters/lostVersion").asText()).isEqualTo("2");
    assertThat(info.at("/commitInfo/isBlindAppend").asBoolean()).isTrue();
    assertThat(info.at("/commitInfo/lostCommitInfo/engineInfo").asText()).contains("levee-test");
    assertThat(group.westCommit(4))
        .containsPattern("\"appId\":\"levee-salvage/lakehouse/data/table/2-[0-9a-f]{32}\"");
  }

  @ParameterizedTest
  @CsvSource({
    "basic, 12, 16",
    "cdf, 12, 14",
    "special_partitions, 11, 19",
    "multipart_checkpoint, 12, 16",
    "in_commit_timestamps, 15, 17"
  })
  void sparksAppendsAreAppliedAgain(String name, long common, long last) {
    SalvagedGroup group = SalvagedGroup.failedOver(name, common, last).replicated();
    assertThat(group.applied())
        .hasSize((int) (last - common))
        .allMatch(verdict -> verdict.endsWith(" now"));
    Location root = Location.parse("s3://spark/table/");
    ObjectStore spark = HeldObjects.withTable(name, root);
    assertThat(group.rowsOfWest().columnHashes())
        .isEqualTo(KernelRows.summarize(spark, root, OptionalLong.of(last)).columnHashes());
    group.replicated();
    assertThat(group.rowsOfEast()).isEqualTo(group.rowsOfWest());
  }

  @ParameterizedTest
  @CsvSource({
    "delta.enableRowTracking, true",
    "delta.columnMapping.mode, id",
    "delta.enableChangeDataFeed, true",
    "delta.enableDeletionVectors, true",
    "delta.appendOnly, true",
    "delta.enableInCommitTimestamps, true"
  })
  void tablesOfManyFeaturesAreSalvaged(String property, String value) {
    Map<String, String> properties = Map.of(property, value);
    SalvagedGroup group =
        SalvagedGroup.failedOver(
            table -> table.create(properties, DataLayoutSpec.noDataLayout()).appendBlindly(1));
    group.east().appendBlindly(100);
    group.west().appendBlindly(300);
    group.replicated();
    assertThat(group.applied()).containsExactly("v2 applied as v4 now");
    group.west().appendBlindly(500);
    assertThat(group.rowsOfWest().rows()).isEqualTo(12);
    group.replicated();
    assertThat(group.rowsOfEast()).isEqualTo(group.rowsOfWest());
  }

  @Test
  void rowsGetIdentifiersThatNobodyHas() {
    SalvagedGroup group =
        SalvagedGroup.failedOver(
            table ->
                table
                    .create(
                        Map.of("delta.enableRowTracking", "true"), DataLayoutSpec.noDataLayout())
                    .appendBlindly(1));
    group.east().appendBlindly(100);
    group.west().appendBlindly(300);
    group.replicated();
    assertThat(group.applied()).containsExactly("v2 applied as v4 now");
    assertThat(group.westCommit(3)).contains("\"baseRowId\":3");
    assertThat(group.westCommit(4))
        .contains("\"baseRowId\":6")
        .contains("\"defaultRowCommitVersion\":4")
        .contains("\\\"rowIdHighWaterMark\\\":8");
  }
}
