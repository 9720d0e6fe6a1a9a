package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.sync.engine.salvage.SalvageException;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.log.LogFile;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.KernelRows;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.hadoop.HadoopAccess;
import dev.levee.sync.store.testing.InterceptedObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import dev.levee.sync.store.testing.StoreFault;
import dev.levee.sync.store.testing.StoreOperation;
import dev.levee.sync.testing.HeldObjects;
import dev.levee.sync.testing.KernelTable;
import io.delta.kernel.transaction.DataLayoutSpec;
import io.delta.standalone.DeltaLog;
import io.delta.standalone.data.CloseableIterator;
import io.delta.standalone.data.RowRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an old primary took alone is applied again in the new one. */
class SalvageTest {
  private static KernelTable created(KernelTable table) {
    return table.create(Map.of(), DataLayoutSpec.noDataLayout());
  }

  /** East alone has versions 2 and 3; west has a fence as version 2, and version 3. */
  private static SalvagedGroup forked() {
    SalvagedGroup group = SalvagedGroup.failedOver(table -> created(table).appendBlindly(1));
    group.east().appendBlindly(100).appendBlindly(200);
    group.west().appendBlindly(300);
    return group.replicated();
  }

  private static KernelTable everything(KernelTable table) {
    return created(table).appendBlindly(1).appendBlindly(100).appendBlindly(200).appendBlindly(300);
  }

  @Test
  void lostAppendsAreAppliedOnceInTheirOrder() throws IOException {
    SalvagedGroup group = forked();
    assertThat(group.examined()).containsExactly("v2 re-appliable", "v3 re-appliable");
    assertThat(group.applied()).containsExactly("v2 applied as v4 now", "v3 applied as v5 now");
    assertThat(group.examined()).containsExactly("v2 applied as v4", "v3 applied as v5");
    assertThat(group.applied()).containsExactly("v2 applied as v4", "v3 applied as v5");
    group.assertRowsOfWest(SalvageTest::everything);
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
    SalvagedGroup group = forked();
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

  @Test
  void aStreamThatComesBackSkipsWhatWasAppliedForIt() {
    SalvagedGroup group =
        SalvagedGroup.failedOver(table -> created(table).appendBatch("stream", 1, 1));
    group.east().appendBatch("stream", 2, 100).appendBatch("stream", 3, 200);
    group.replicated();
    assertThat(group.applied()).containsExactly("v2 applied as v3 now", "v3 applied as v4 now");
    assertThatThrownBy(() -> group.west().appendBatch("stream", 3, 900))
        .hasMessageContaining("stream");
    assertThat(group.applied()).containsExactly("v2 applied as v3", "v3 applied as v4");
  }

  @Test
  void aStreamThatHasSentItsBatchesAgainIsLeftAlone() {
    SalvagedGroup group =
        SalvagedGroup.failedOver(table -> created(table).appendBatch("stream", 1, 1));
    group.east().appendBatch("stream", 2, 100).appendBatch("stream", 3, 200);
    group.west().appendBatch("stream", 2, 400);
    group.replicated();
    assertThat(group.applied()).containsExactly("v2 sent again as v3", "v3 applied as v4 now");
    group.west().appendBatch("stream", 4, 500);
    assertThat(group.applied()).containsExactly("v2 sent again as v3", "v3 applied as v4");
  }

  /** Does something once, right before the salvage commit takes its version. */
  private static GroupSpec disturbed(SalvagedGroup group, Runnable disturbance) {
    Location version = LogListing.commit(SimulatedGroup.WEST_TABLE, 4);
    boolean[] done = {false};
    return group.withWest(
        new InterceptedObjectStore(group.group.westMemory) {
          @Override
          protected <T> T around(StoreCall call, Supplier<T> delegate) {
            boolean commits = call.operation() == StoreOperation.CREATE_EXCLUSIVE;
            if (commits && call.location().equals(version) && !done[0]) {
              done[0] = true;
              disturbance.run();
            }
            return delegate.get();
          }
        });
  }

  @Test
  void aWriterThatIsFasterIsFollowed() {
    SalvagedGroup group = forked();
    GroupSpec spec = disturbed(group, () -> group.west().appendBlindly(400));
    assertThat(SalvagedGroup.texts(group.salvage(spec).apply()))
        .containsExactly("v2 applied as v5 now", "v3 applied as v6 now");
    group.assertRowsOfWest(table -> everything(table).appendBlindly(400));
  }

  @Test
  void aWriterThatIsFasterMayMakeTheCommitNeedless() {
    SalvagedGroup group =
        SalvagedGroup.failedOver(table -> created(table).appendBatch("stream", 1, 1));
    group.east().appendBatch("stream", 2, 100);
    group.west().appendBlindly(300);
    group.replicated();
    GroupSpec spec = disturbed(group, () -> group.west().appendBatch("stream", 2, 400));
    assertThat(SalvagedGroup.texts(group.salvage(spec).apply()))
        .containsExactly("v2 sent again as v4");
  }

  @Test
  void theRegionThatTookTheCommitsMayBeThePrimaryAgain() {
    SalvagedGroup group = forked();
    group.failOver(EAST, FailoverType.PLANNED);
    group.replicated();
    assertThat(group.applied()).containsExactly("v2 applied as v5 now", "v3 applied as v6 now");
    group.replicated();
    group.assertRowsOfWest(SalvageTest::everything);
  }

  @Test
  void aSalvageThatIsLostItselfIsNotAppliedTwice() {
    SalvagedGroup group = forked();
    assertThat(group.applied()).containsExactly("v2 applied as v4 now", "v3 applied as v5 now");
    group.group.westFaults.with(
        StoreFault.always(
            StoreOperation.OPEN, StoreFault.Kind.FAILS_BEFORE_EFFECT, LogFile.commitName(4)));
    group.failOver(EAST, FailoverType.FORCED);
    group.group.westFaults.heal();
    group.replicated();
    assertThat(group.applied())
        .containsExactly(
            "v2 applied as v5 now",
            "v3 applied as v6 now",
            "v4 sent again as v5",
            "v5 sent again as v6");
    group.replicated();
    group.assertRowsOfWest(SalvageTest::everything);
  }

  @Test
  void whileRolesChangeItIsRefused() {
    SalvagedGroup group = forked();
    var unused = group.group.failover(EAST, FailoverType.PLANNED);
    group.group.runUntil(
        "failing over", () -> group.group.status().state() == GroupState.FAILING_OVER);
    assertThatThrownBy(group::salvage)
        .isInstanceOfSatisfying(
            SalvageException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(SalvageException.Kind.REFUSED))
        .hasMessage("group lakehouse is FAILING_OVER; salvage once its roles stand");
  }

  @Test
  void whenRolesChangeOnTheWayItStops() {
    SalvagedGroup group = forked();
    var salvage = group.salvage();
    group.failOver(EAST, FailoverType.PLANNED);
    group.replicated();
    assertThatThrownBy(salvage::apply)
        .isInstanceOf(SalvageException.class)
        .hasMessage("the roles of group lakehouse have changed; start again");
    group.assertRowsOfWest(table -> created(table).appendBlindly(1).appendBlindly(300));
  }

  @Test
  void withoutTheRegionThatTookTheCommitsNothingIsSaid() {
    SalvagedGroup group = forked();
    group.group.eastFaults.with(
        new StoreFault(
            StoreOperation.LIST,
            StoreFault.Kind.ACCESS_DENIED,
            location -> location.key().contains("quarantine"),
            Integer.MAX_VALUE));
    assertThatThrownBy(() -> group.salvage().examine())
        .isInstanceOf(SalvageException.class)
        .hasMessageContaining("region east, which may have commits in quarantine, cannot be read");
  }

  @Test
  void withoutTheRegionThatLeadsNothingIsDecided() {
    SalvagedGroup group = forked();
    group.group.eastFaults.with(
        new StoreFault(
            StoreOperation.LIST,
            StoreFault.Kind.ACCESS_DENIED,
            location -> true,
            Integer.MAX_VALUE));
    assertThat(group.group.status().primary()).isEqualTo(WEST);
    assertThatThrownBy(group::salvage).isInstanceOf(StoreException.class);
  }
}
