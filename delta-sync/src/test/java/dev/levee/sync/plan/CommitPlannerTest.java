package dev.levee.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.log.Commit;
import dev.levee.sync.log.DeletionVector;
import dev.levee.sync.log.FileAction;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.log.Sidecar;
import dev.levee.sync.log.Snapshot;
import dev.levee.sync.log.TableMetadata;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommitPlannerTest {
  private static final Location SOURCE = Location.parse("s3://primary/t1/");
  private static final Location TARGET = Location.parse("s3://secondary/x/t1/");
  private static final CommitPlanner PLANNER =
      new CommitPlanner(new TableRoots(new TableId("data", "t1"), SOURCE, TARGET));
  private static final Protocol SIMPLE = Protocol.legacy(1, 2);
  private static final TableMetadata METADATA =
      new TableMetadata("id", Optional.empty(), Map.of(), List.of(), "{}");

  private static FileAction.Add add(String path, long size, DeletionVector... vector) {
    return new FileAction.Add(
        path, OptionalLong.of(size), false, List.of(vector).stream().findFirst());
  }

  private static DeletionVector vector(String name, int offset) {
    return new DeletionVector("u", name, OptionalInt.of(offset), 34, 2);
  }

  private static Commit commit(FileAction... files) {
    return new Commit(
        7,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(files),
        List.of("seen by the reader"),
        Set.of());
  }

  private static CommitPlan planned(PlanOutcome outcome) {
    return outcome.match(
        PlanOutcome.Planned::plan,
        refused -> {
          throw new AssertionError(refused.hold().toString());
        });
  }

  private static Hold refused(PlanOutcome outcome) {
    return outcome.match(
        planned -> {
          throw new AssertionError(planned.toString());
        },
        PlanOutcome.Refused::hold);
  }

  @Test
  void objectsAreDistinctAndInTheOrderOfTheLog() {
    String vectors = "ab^-aqEH.-t@S}K{vb[*k^";
    CommitPlan plan =
        planned(
            PLANNER.plan(
                commit(
                    new FileAction.Remove("gone", Optional.empty()),
                    add("b", 2, vector(vectors, 1)),
                    new FileAction.Change("_change_data/c", OptionalLong.empty()),
                    add("a", 1, vector(vectors, 43)),
                    add("b", 2)),
                SIMPLE));
    String file = "ab/deletion_vector_d2c639aa-8816-431a-aaf6-d3fe2512ff61.bin";
    assertThat(plan.objects())
        .containsExactly(
            object("b", OptionalLong.of(2), RequiredObject.Kind.DATA),
            object(file, OptionalLong.empty(), RequiredObject.Kind.DELETION_VECTOR),
            object("_change_data/c", OptionalLong.empty(), RequiredObject.Kind.CHANGE),
            object("a", OptionalLong.of(1), RequiredObject.Kind.DATA));
    assertThat(plan.version()).isEqualTo(7);
    assertThat(plan.warnings()).containsExactly("seen by the reader");
  }

  private static RequiredObject object(String key, OptionalLong size, RequiredObject.Kind kind) {
    return new RequiredObject(SOURCE.resolve(key), TARGET.resolve(key), size, kind);
  }

  /** The vectors of the Delta project's own tests. */
  @ParameterizedTest
  @CsvSource({
    "h{&8fAg]=QYJvl-}c!yH, 37d10da3-70a1-4730-bc58-3b44f9617505",
    "^jP?.<zvDfIGb{C.FPij, d12e7d16-e46d-48c9-8a71-b222c26dfc3b",
    "^-aqEH.-t@S}K{vb[*k^, d2c639aa-8816-431a-aaf6-d3fe2512ff61",
    "00000000000000000000, 00000000-0000-0000-0000-000000000000"
  })
  void aDeletionVectorsFileIsNamedByItsUuid(String encoded, String uuid) {
    CommitPlan plan = planned(PLANNER.plan(commit(add("a", 1, vector(encoded, 1))), SIMPLE));
    assertThat(plan.objects().get(1).source())
        .isEqualTo(SOURCE.resolve("deletion_vector_" + uuid + ".bin"));
  }

  @Test
  void theProtocolInForceDecidesUnlessTheCommitBringsItsOwn() {
    Protocol managed = new Protocol(3, 7, Set.of(), Set.of("coordinatedCommits-preview"));
    assertThat(refused(PLANNER.plan(commit(add("a", 1)), managed)).reason())
        .isEqualTo(HoldReason.CATALOG_MANAGED);
    Commit downgrade =
        new Commit(
            7,
            Optional.of(SIMPLE),
            Optional.empty(),
            Optional.empty(),
            List.of(add("a", 1)),
            List.of(),
            Set.of());
    assertThat(planned(PLANNER.plan(downgrade, managed)).objects()).hasSize(1);
  }

  @Test
  void anOldWriterFeatureIsNotToldAgainWithEveryCommit() {
    Protocol unknownWriter = new Protocol(1, 7, Set.of(), Set.of("telepathy"));
    assertThat(planned(PLANNER.plan(commit(add("a", 1)), unknownWriter)).warnings())
        .containsExactly("seen by the reader");
  }

  @Test
  void aRefusalNamesTheVersion() {
    assertThat(refused(PLANNER.plan(commit(add("../a", 1)), SIMPLE)).detail())
        .isEqualTo("version 7: a path has a dot segment: '../a'");
  }

  @Test
  void aSnapshotNeedsItsLiveFilesAndTheirVectors() {
    Snapshot snapshot =
        new Snapshot(9, SIMPLE, METADATA, List.of(add("a", 1, vector("h{&8fAg]=QYJvl-}c!yH", 1))));
    assertThat(planned(PLANNER.planSnapshot(snapshot)).objects())
        .extracting(RequiredObject::kind)
        .containsExactly(RequiredObject.Kind.DATA, RequiredObject.Kind.DELETION_VECTOR);
    Snapshot unknown = new Snapshot(9, Protocol.legacy(4, 7), METADATA, List.of(add("a", 1)));
    assertThat(refused(PLANNER.planSnapshot(unknown)).reason())
        .isEqualTo(HoldReason.FEATURE_UNKNOWN);
  }

  @Test
  void sidecarsLieInTheirFolderOfTheLog() {
    CommitPlan plan =
        planned(
            PLANNER.planSidecars(
                9, List.of(new Sidecar("s.parquet", 5), new Sidecar("s.parquet", 5))));
    assertThat(plan.objects())
        .containsExactly(
            object(
                "_delta_log/_sidecars/s.parquet", OptionalLong.of(5), RequiredObject.Kind.SIDECAR));
  }

  @ParameterizedTest
  @CsvSource({
    "s3://primary/t1/_delta_log/_sidecars/s.parquet, ABSOLUTE_PATH",
    "/t1/_delta_log/_sidecars/s.parquet, ABSOLUTE_PATH",
    "../s.parquet, PATH_ESCAPE",
    "a/s.parquet, PATH_ESCAPE",
    "'', COMMIT_MALFORMED"
  })
  void aSidecarElsewhereIsRefused(String path, HoldReason reason) {
    assertThat(refused(PLANNER.planSidecars(9, List.of(new Sidecar(path, 5)))).reason())
        .isEqualTo(reason);
  }

  @Test
  void rootsArePrefixes() {
    assertThatThrownBy(
            () -> new TableRoots(new TableId("data", "t"), Location.parse("s3://b/t"), TARGET))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void mentionsAreRemovedFilesAndTheirVectorsToo() {
    DeletionVector vector = vector("h{&8fAg]=QYJvl-}c!yH", 1);
    Commit commit =
        commit(new FileAction.Remove("gone", Optional.of(vector)), add("a", 1), add("a", 1));
    CommitPlan plan = planned(PLANNER.planMentions(commit));
    String file = "deletion_vector_37d10da3-70a1-4730-bc58-3b44f9617505.bin";
    assertThat(plan.objects())
        .containsExactly(
            object("gone", OptionalLong.empty(), RequiredObject.Kind.DATA),
            object(file, OptionalLong.empty(), RequiredObject.Kind.DELETION_VECTOR),
            object("a", OptionalLong.of(1), RequiredObject.Kind.DATA));
    assertThat(refused(PLANNER.planMentions(commit(add("../a", 1)))).reason())
        .isEqualTo(HoldReason.PATH_ESCAPE);
  }

  @Test
  void anExtentEndsBehindItsSizeItsDataAndItsChecksum() {
    VectorExtent extent = new VectorExtent(SOURCE.resolve("v"), TARGET.resolve("v"), 1, 34);
    assertThat(extent.end()).isEqualTo(43);
    assertThat(new VectorExtent(extent.source(), extent.target(), 0, 0).end()).isEqualTo(8);
    assertThatThrownBy(() -> new VectorExtent(extent.source(), extent.target(), -1, 0))
        .hasMessage("no extent: -1+0");
    assertThatThrownBy(() -> new VectorExtent(extent.source(), extent.target(), 0, -1))
        .hasMessage("no extent: 0+-1");
  }

  @Test
  void aPlanSaysWhereLiveVectorsLie() {
    CommitPlan plan =
        planned(PLANNER.plan(commit(add("a", 1, vector("h{&8fAg]=QYJvl-}c!yH", 1))), SIMPLE));
    String file = "deletion_vector_37d10da3-70a1-4730-bc58-3b44f9617505.bin";
    assertThat(plan.vectors())
        .containsExactly(new VectorExtent(SOURCE.resolve(file), TARGET.resolve(file), 1, 34));
  }

  @Test
  void aSnapshotOfACatalogsTableComesWithTheNotice() {
    Protocol managed = new Protocol(3, 7, Set.of("catalogManaged"), Set.of("catalogManaged"));
    Snapshot snapshot = new Snapshot(9, managed, METADATA, List.of(add("a", 1)));
    assertThat(planned(PLANNER.planSnapshot(snapshot)).warnings())
        .singleElement()
        .asString()
        .startsWith("a catalog manages the table");
  }

  @Test
  void reversedRootsAreThoseOfTheOtherDirection() {
    TableRoots roots = new TableRoots(new TableId("data", "t1"), SOURCE, TARGET);
    assertThat(roots.reversed())
        .isEqualTo(new TableRoots(new TableId("data", "t1"), TARGET, SOURCE));
    assertThatThrownBy(
            () -> new TableRoots(roots.table(), SOURCE, Location.parse("s3://secondary/t")))
        .hasMessageStartingWith("a table's root ends with '/': ");
  }
}
