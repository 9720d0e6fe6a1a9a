package dev.levee.sync.verify;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.verify.ReplicatedTables.DEEP;
import static dev.levee.sync.verify.ReplicatedTables.DEFAULT;
import static dev.levee.sync.verify.ReplicatedTables.REPLICA_ONLY;
import static dev.levee.sync.verify.ReplicatedTables.ROWS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.testing.CountingObjectStore;
import dev.levee.sync.store.testing.StoreOperation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every kind of difference is found by the level that promises it, and named. */
class PlantedDifferenceTest {
  private static final String COMMIT_1 = "_delta_log/00000000000000000001.json";

  private ReplicatedTables tables;

  @AfterEach
  void end() {
    tables.close();
  }

  private void replicate(String... names) {
    tables = ReplicatedTables.inMemory(names);
  }

  private Findings findings(String table, VerifySettings settings) {
    Outcome outcome = tables.verify(table, settings).outcome();
    assertThat(outcome).isInstanceOf(Outcome.Different.class);
    return ((Outcome.Different) outcome).findings();
  }

  private Finding onlyFinding(String table, VerifySettings settings) {
    Findings findings = findings(table, settings);
    assertThat(findings.count()).as(findings.toString()).isEqualTo(1);
    return findings.first().get(0);
  }

  private String liveFile(String table) {
    List<String> names = tables.keys(table, "[^_].*\\.parquet");
    return names.get(names.size() - 1);
  }

  @Test
  void aFlippedByteIsFoundByDeepAndNotClaimedToBeLookedForWithout() {
    replicate("basic");
    String file = liveFile("basic");
    tables.change("basic", file, ReplicatedTables::flippedInTheMiddle);

    TableVerification quick = tables.verify("basic", DEFAULT);
    assertThat(quick.outcome()).isEqualTo(new Outcome.Equal(tables.newest("basic")));
    assertThat(quick.checked().filesBySize()).isEqualTo(quick.checked().files());
    assertThat(quick.checked().filesByBytes() + quick.checked().filesByEtag()).isZero();

    Finding found = onlyFinding("basic", DEEP);
    assertThat(found.kind()).isEqualTo(Finding.Kind.FILE_BYTES);
    assertThat(found.object()).isEqualTo(tables.inReplica("basic", file).toString());
    assertThat(found.seen()).startsWith("others from byte ");
  }

  @Test
  void aCommitOfEqualSizeWithOtherBytesIsFound() {
    replicate("basic");
    tables.change(
        "basic",
        COMMIT_1,
        bytes -> new String(bytes, UTF_8).replaceFirst("\"WRITE\"", "\"WROTE\"").getBytes(UTF_8));

    Finding found = onlyFinding("basic", DEFAULT);
    assertThat(found.kind()).isEqualTo(Finding.Kind.COMMIT_DIFFERS);
    assertThat(found.object()).endsWith(COMMIT_1);
    assertThat(found.expected()).contains("bytes, SHA-256").isNotEqualTo(found.seen());
  }

  @Test
  void aCommitThatIsNoneIsADifferenceToo() {
    replicate("basic");
    tables.change("basic", COMMIT_1, bytes -> new byte[bytes.length]);

    assertThat(findings("basic", DEFAULT).first().get(0).kind())
        .isEqualTo(Finding.Kind.COMMIT_DIFFERS);
    assertThat(findings("basic", REPLICA_ONLY).first().get(0).kind())
        .isEqualTo(Finding.Kind.COMMIT_UNREADABLE);
  }

  @Test
  void aMissingCommitLeavesAGap() {
    replicate("basic");
    tables.replica().delete(tables.inReplica("basic", COMMIT_1));

    assertThat(findings("basic", REPLICA_ONLY).first())
        .extracting(Finding::kind)
        .contains(Finding.Kind.COMMIT_MISSING);
  }

  @Test
  void whereTheLogCleanupWasFasterTheReplicaGoesOnFromACheckpoint() {
    replicate("basic");
    long checkpoint =
        LogListing.read(tables.replica(), tables.roots("basic").target())
            .checkpoints()
            .get(0)
            .version();
    String before = "_delta_log/%020d.json".formatted(checkpoint - 1);
    tables.replica().delete(tables.inReplica("basic", before));
    assertThat(onlyFinding("basic", DEFAULT).kind()).isEqualTo(Finding.Kind.COMMIT_MISSING);

    tables.primary().delete(tables.inPrimary("basic", before));
    assertThat(tables.verify("basic", DEFAULT).outcome()).isInstanceOf(Outcome.Equal.class);
  }

  @Test
  void aCommitThatThePrimaryDoesNotHaveIsFound() {
    replicate("basic");
    long next = tables.newest("basic") + 1;
    byte[] commit = "{\"commitInfo\":{\"operation\":\"FENCE\"}}\n".getBytes(UTF_8);
    tables
        .replica()
        .overwrite(NewObject.of(LogListing.commit(tables.roots("basic").target(), next), commit));

    Finding found = onlyFinding("basic", DEFAULT);
    assertThat(found.kind()).isEqualTo(Finding.Kind.COMMIT_EXTRA);
    assertThat(found.expected()).isEqualTo("no version %d, as in the primary".formatted(next));
  }

  @Test
  void versionsThatOnlyThePrimaryHasAreLag() {
    replicate("basic");
    long head = tables.newest("basic");
    tables
        .primary()
        .overwrite(
            NewObject.of(
                LogListing.commit(tables.roots("basic").source(), head + 1),
                "{\"commitInfo\":{}}\n".getBytes(UTF_8)));

    assertThat(tables.verify("basic", DEEP).outcome()).isEqualTo(new Outcome.Behind(head, 1));
  }

  @Test
  void aMissingFileIsFoundWithAndWithoutThePrimary() {
    replicate("basic");
    String file = liveFile("basic");
    tables.replica().delete(tables.inReplica("basic", file));

    Finding found = onlyFinding("basic", DEFAULT);
    assertThat(found.kind()).isEqualTo(Finding.Kind.FILE_MISSING);
    assertThat(found.object()).endsWith(file);
    assertThat(found.expected()).endsWith(" bytes");
  }

  @Test
  void aFileOfTheNewestVersionThatIsNowhereIsNotTakenForVacuumedHistory() {
    replicate("column_mapping_name");
    for (String file : tables.keys("column_mapping_name", "[^_].*\\.parquet")) {
      tables.replica().delete(tables.inReplica("column_mapping_name", file));
      tables.primary().delete(tables.inPrimary("column_mapping_name", file));
    }
    assertThat(findings("column_mapping_name", DEFAULT).first())
        .isNotEmpty()
        .allMatch(found -> found.kind() == Finding.Kind.FILE_GONE);
  }

  @Test
  void vacuumedHistoryIsCountedAndNoDifference() {
    replicate("vacuum");
    TableVerification verification = tables.verify("vacuum", DEEP);
    assertThat(verification.outcome()).isEqualTo(new Outcome.Equal(tables.newest("vacuum")));
    assertThat(verification.checked().filesGoneFromBoth()).isEqualTo(24);
  }

  @Test
  void aFileThatOnlyTheReplicaStillHasIsNoDifference() {
    replicate("vacuum", "basic");
    String file = tables.keys("basic", "[^_].*\\.parquet").get(0);
    tables.primary().delete(tables.inPrimary("basic", file));

    TableVerification verification = tables.verify("basic", DEEP);
    assertThat(verification.outcome()).isInstanceOf(Outcome.Equal.class);
    assertThat(verification.checked().filesGoneFromPrimary()).isEqualTo(1);
  }

  @Test
  void aTruncatedFileOfDeletionVectorsIsFound() {
    replicate("deletion_vectors");
    String vectors = tables.keys("deletion_vectors", "deletion_vector_.*\\.bin").get(0);
    tables.change("deletion_vectors", vectors, bytes -> Arrays.copyOf(bytes, bytes.length - 1));

    Finding found = onlyFinding("deletion_vectors", DEFAULT);
    assertThat(found.kind()).isEqualTo(Finding.Kind.FILE_SIZE);
    assertThat(found.object()).endsWith(vectors + " (deletion vectors)");
  }

  @Test
  void artefactsAboveThePublishedVersionAreFound() {
    replicate("basic");
    long above = tables.newest("basic") + 5;
    String name = "_delta_log/%020d.checkpoint.parquet".formatted(above);
    tables.replica().overwrite(NewObject.of(tables.inReplica("basic", name), new byte[10]));
    tables.change(
        "basic",
        tables.keys("basic", "_delta_log/_last_checkpoint").get(0),
        bytes -> "{\"version\":%d,\"size\":1}".formatted(above).getBytes(UTF_8));

    assertThat(findings("basic", DEFAULT).first())
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.ARTEFACT_AHEAD, Finding.Kind.ARTEFACT_AHEAD);
  }

  @Test
  void aHintThatLeadsNowhereIsFound() {
    replicate("basic");
    tables.change(
        "basic", "_delta_log/_last_checkpoint", bytes -> "{\"version\":1}".getBytes(UTF_8));
    assertThat(onlyFinding("basic", DEFAULT).kind()).isEqualTo(Finding.Kind.HINT_UNRESOLVED);
  }

  @Test
  void aMissingArtefactIsNoDifferenceAndADamagedOneIs() {
    replicate("basic");
    String checksum = tables.keys("basic", "_delta_log/.*\\.crc").get(0);
    tables.replica().delete(tables.inReplica("basic", checksum));
    assertThat(tables.verify("basic", DEEP).outcome()).isInstanceOf(Outcome.Equal.class);

    String other = tables.keys("basic", "_delta_log/.*\\.crc").get(0);
    tables.change("basic", other, ReplicatedTables::flippedInTheMiddle);
    assertThat(tables.verify("basic", DEFAULT).outcome()).isInstanceOf(Outcome.Equal.class);
    assertThat(onlyFinding("basic", DEEP).kind()).isEqualTo(Finding.Kind.ARTEFACT_DIFFERS);
  }

  @Test
  void aCheckpointThatThePrimaryHasWrittenAnewIsNoDifference() {
    replicate("basic");
    String name = tables.keys("basic", "_delta_log/.*checkpoint.*\\.parquet").get(0);
    tables.primary().overwrite(NewObject.of(tables.inPrimary("basic", name), new byte[10]));

    TableVerification verification = tables.verify("basic", DEEP);
    assertThat(verification.outcome()).isInstanceOf(Outcome.Equal.class);
    assertThat(verification.checked().artefactsRewritten()).isEqualTo(1);
  }

  @Test
  void aMissingSidecarIsFound() {
    replicate("v2_checkpoint_parquet");
    String sidecar = tables.keys("v2_checkpoint_parquet", "_delta_log/_sidecars/.*").get(0);
    tables.replica().delete(tables.inReplica("v2_checkpoint_parquet", sidecar));
    assertThat(findings("v2_checkpoint_parquet", DEFAULT).first())
        .anyMatch(
            found ->
                found.kind() == Finding.Kind.FILE_MISSING && found.object().endsWith("(sidecar)"));
  }

  /** A data file in the place of another one: same log, other rows. */
  @Test
  void otherRowsAreNamedByTheirColumns() {
    replicate("basic");
    List<String> files = tables.keys("basic", "[^_].*\\.parquet");
    byte[] other =
        tables
            .replica()
            .open(tables.inReplica("basic", files.get(0)))
            .map(ObjectContent::readAll)
            .orElseThrow();
    String live = files.get(files.size() - 1);
    tables.change("basic", live, bytes -> other);

    Findings findings = findings("basic", ROWS);
    assertThat(findings.first()).extracting(Finding::kind).contains(Finding.Kind.COLUMN);
    assertThat(findings.first()).anyMatch(found -> found.object().startsWith("column "));
  }

  @Test
  void anEmptyPrefixIsNotLiveAndATableThatIsGoneIsUnreadable() {
    replicate("basic");
    assertThat(tables.verify("nothing", DEFAULT).outcome()).isEqualTo(new Outcome.NotLive());

    ReplicatedTables onlyReplica = tables;
    for (String key : onlyReplica.keys("basic", "_delta_log/.*")) {
      onlyReplica.primary().delete(onlyReplica.inPrimary("basic", key));
    }
    Outcome outcome = tables.verify("basic", DEFAULT).outcome();
    assertThat(outcome).isInstanceOf(Outcome.Unreadable.class);
    assertThat(((Outcome.Unreadable) outcome).side()).isEqualTo(Side.PRIMARY);
  }

  @Test
  void findingsAreBoundedAndCounted() {
    replicate("cdf", "partitioned", "basic");
    tables
        .keys("basic", "[^_].*\\.parquet")
        .forEach(file -> tables.change("basic", file, bytes -> new byte[1]));
    Findings findings = findings("basic", DEFAULT);
    assertThat(findings.count()).isEqualTo(tables.keys("basic", "[^_].*\\.parquet").size());
    assertThat(findings.first().size()).isEqualTo((int) Math.min(Findings.KEPT, findings.count()));
  }

  @Test
  void theSideThatFailedIsNamedAndNothingIsWritten() {
    replicate("basic");
    ObjectStore away = new AwayStore();
    Outcome primary = tables.verify("basic", DEFAULT, away, tables.replica()).outcome();
    assertThat(primary).isEqualTo(new Outcome.Unreadable(Side.PRIMARY, AwayStore.MESSAGE));
    Outcome replica = tables.verify("basic", DEFAULT, tables.primary(), away).outcome();
    assertThat(replica).isEqualTo(new Outcome.Unreadable(Side.REPLICA, AwayStore.MESSAGE));

    CountingObjectStore east = new CountingObjectStore(tables.regions().store(EAST));
    assertThat(tables.verify("basic", DEEP, east, tables.replica()).outcome())
        .isInstanceOf(Outcome.Equal.class);
    assertThat(east.calls()).noneMatch(call -> call.operation().changes());
    assertThat(east.calls())
        .as("ETags prove what they can")
        .noneMatch(call -> call.operation() == StoreOperation.OPEN);
  }
}
