package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.TwoRegions.RunningDaemon;
import dev.levee.sync.log.LastCheckpointHint;
import dev.levee.sync.log.LogFile;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.KernelRows;
import dev.levee.sync.log.kernel.RowSummary;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.rewrite.PathTransform;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.SourceNote;
import dev.levee.sync.store.local.LocalObjectStore;
import dev.levee.sync.testing.ShallowClone;
import dev.levee.sync.testing.SparkTables;
import dev.levee.sync.verify.ExpectedCommit;
import dev.levee.sync.verify.Outcome;
import dev.levee.sync.verify.TableVerification;
import dev.levee.sync.verify.TableVerifier;
import dev.levee.sync.verify.VerifySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A table that names another one's files absolutely reads in the secondary from the secondary: each
 * store knows its own bucket only, so a path into the other one could not be read there.
 */
class ShallowCloneReplicationTest {
  private TwoRegions regions = TwoRegions.inMemory();

  private ShallowClone cloneOf(String table) {
    return new ShallowClone(
            table, regions.store(EAST), regions.table(EAST, "source"), regions.table(EAST, "clone"))
        .writeFiles();
  }

  private RowSummary rows(RegionName region, OptionalLong version) {
    return KernelRows.summarize(regions.store(region), regions.table(region, "clone"), version);
  }

  private SortedMap<String, byte[]> log(RegionName region) {
    return TwoRegions.objects(
        regions.store(region), LogListing.folder(regions.table(region, "clone")));
  }

  private void assertReadsAlone(long head) {
    assertThat(rows(WEST, OptionalLong.empty())).isEqualTo(rows(EAST, OptionalLong.of(head)));
    assertThat(rows(WEST, OptionalLong.empty()).version()).isEqualTo(head);
    assertNamesNothingOfTheEast();
  }

  private void assertNamesNothingOfTheEast() {
    log(WEST)
        .forEach(
            (name, bytes) ->
                assertThat(new String(bytes, ISO_8859_1)).as(name).doesNotContain("east-bucket"));
  }

  private void assertCommitsAreRewritten() {
    log(WEST)
        .forEach(
            (name, bytes) -> {
              if (name.endsWith(".json")) {
                String ours = new String(log(EAST).get(name), UTF_8);
                assertThat(new String(bytes, UTF_8))
                    .isEqualTo(ours.replace("east-bucket/", "west-bucket/"));
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"special_partitions", "deletion_vectors", "cdf", "vacuum"})
  void aCloneReadsFromItsOwnRegion(String table) {
    ShallowClone clone = cloneOf(table).writeCommits(0, 40);
    long head =
        LogListing.read(regions.store(EAST), regions.table(EAST, "clone"))
            .newestCommit()
            .orElseThrow();
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      if (!table.equals("vacuum")) {
        clone.writeOwnFile(++head, 1);
        long own = head;
        daemon.await(
            "tail", () -> daemon.table("clone").secondaryVersion().equals(OptionalLong.of(own)));
      }
    }
    assertReadsAlone(head);
    assertCommitsAreRewritten();
    assertThat(notes(WEST, head)).containsKey(SourceNote.TRANSFORM);
  }

  private Map<String, String> notes(RegionName region, long version) {
    Location commit = LogListing.commit(regions.table(region, "clone"), version);
    return regions.store(region).head(commit).orElseThrow().metadata();
  }

  @Test
  void checkpointsAreMadeAndNothingElseIsCopied() {
    cloneOf("deletion_vectors").writeCommits(0, 12).writeCheckpoint(10);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      daemon.await("hint", () -> log(WEST).containsKey("_last_checkpoint"));
    }
    assertVerifiedEqual();
    assertThat(log(WEST).keySet())
        .filteredOn(name -> !name.endsWith(".json"))
        .containsExactlyInAnyOrder("_last_checkpoint", "00000000000000000010.checkpoint.parquet");
    assertThat(LastCheckpointHint.parse(log(WEST).get("_last_checkpoint")).orElseThrow().version())
        .isEqualTo(10);
    assertReadsAlone(12);
  }

  /** Also the artefacts, which are no copies, and the files, which lie in another table. */
  private void assertVerifiedEqual() {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      TableRoots roots =
          new TableRoots(
              new TableId("data", "clone"),
              regions.table(EAST, "clone"),
              regions.table(WEST, "clone"));
      PathTransform paths =
          PathTransform.between(regions.spec(TwoRegions.quick()).mappings(), EAST, WEST);
      VerifySettings everything = new VerifySettings(true, true, false);
      TableVerification verified =
          new TableVerifier(everything, new ExpectedCommit(paths), threads)
              .verify(roots, regions.store(EAST), regions.store(WEST));
      assertThat(verified.outcome()).isInstanceOf(Outcome.Equal.class);
      assertThat(
              new TableVerifier(everything, ExpectedCommit.VERBATIM, threads)
                  .verify(roots, regions.store(EAST), regions.store(WEST))
                  .outcome())
          .isInstanceOf(Outcome.Different.class);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Only the newest commit says that the log is rewritten; it has no absolute path itself. */
  @Test
  void aDaemonWithAnEmptyMemoryGoesOnRewriting() {
    assertRecognisedAnew();
    assertReadsAlone(8);
  }

  /** There nothing notes it: the paths themselves tell. */
  @Test
  void soItDoesInFoldersWhichKeepNoMetadata(@TempDir Path folder) throws IOException {
    Path east = folder.resolve("east-bucket");
    Path west = folder.resolve("west-bucket");
    regions =
        new TwoRegions(
            new LocalObjectStore(),
            Location.parse(east.toUri().toString()).asPrefix(),
            new LocalObjectStore(),
            Location.parse(west.toUri().toString()).asPrefix());
    assertRecognisedAnew();
    RowSummary expected = rows(EAST, OptionalLong.of(8));
    Files.move(east, folder.resolve("switched-off"));
    assertThat(rows(WEST, OptionalLong.empty())).isEqualTo(expected);
    assertNamesNothingOfTheEast();
  }

  private void assertRecognisedAnew() {
    ShallowClone clone = cloneOf("deletion_vectors").writeCommits(0, 6).writeOwnFile(7, 1);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
    }
    clone.writeCheckpoint(7).writeOwnFile(8, 2);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      daemon.await("hint", () -> log(WEST).containsKey("_last_checkpoint"));
    }
    assertThat(log(WEST)).doesNotContainKey("00000000000000000007.crc");
    assertCommitsAreRewritten();
  }

  @ParameterizedTest
  @ValueSource(strings = {"special_partitions", "deletion_vectors"})
  void aHistoryThatBeginsAtACheckpointBeginsAtARewrittenOne(String table) {
    cloneOf(table).writeCommits(0, 12).writeCheckpoint(10);
    ObjectStore east = regions.store(EAST);
    for (long version = 0; version < 10; version++) {
      east.delete(LogListing.commit(regions.table(EAST, "clone"), version));
    }
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
    }
    assertReadsAlone(log(EAST).keySet().stream().filter(n -> n.endsWith(".json")).count() + 9);
    assertCommitsAreRewritten();
    assertThat(log(WEST)).doesNotContainKey("00000000000000000010.crc");
  }

  @Test
  void logCleanupThatOvertakesTheTailIsPassedByFromARewrittenCheckpoint() {
    ShallowClone clone = cloneOf("deletion_vectors").writeCommits(0, 3);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
    }
    clone.writeCommits(4, 12).writeCheckpoint(10);
    for (long version = 0; version < 10; version++) {
      regions.store(EAST).delete(LogListing.commit(regions.table(EAST, "clone"), version));
    }
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("clone").hold()).isEmpty();
    }
    assertReadsAlone(12);
    assertThat(rows(WEST, OptionalLong.of(3)).rows()).isPositive();
  }

  @Test
  void aFileOutsideOfAllMappingsHoldsTheTable() {
    Location root = regions.table(EAST, "clone");
    new HandMadeTable(regions.store(EAST), root)
        .create()
        .commit(1, "{\"add\":{\"path\":\"s3://elsewhere/x\",\"size\":1}}\n");
    try (RunningDaemon daemon = regions.start()) {
      awaitHold(daemon, HoldReason.MISSING_LOCATION_MAPPING, "s3://elsewhere/x");
      assertThat(log(WEST)).containsOnlyKeys(LogFile.commitName(0));
    }
  }

  /** The source was vacuumed: the clone is broken in the primary too. */
  @Test
  void aLiveFileThatTheSourceHasLostHoldsTheTable() {
    Location root = regions.table(EAST, "clone");
    String gone = regions.table(EAST, "source").resolve("gone").toString();
    new HandMadeTable(regions.store(EAST), root)
        .create()
        .commit(1, "{\"add\":{\"path\":\"%s\",\"size\":1}}\n".formatted(gone));
    try (RunningDaemon daemon = regions.start()) {
      awaitHold(daemon, HoldReason.MISSING_DEPENDENCY, gone);
      regions.store(EAST).overwrite(NewObject.of(Location.parse(gone), new byte[1]));
      daemon.await("leaves the hold", () -> daemon.table("clone").hold().isEmpty());
    }
  }

  private static void awaitHold(RunningDaemon daemon, HoldReason reason, String what) {
    daemon.await(
        reason.toString(),
        () ->
            !daemon.group().tables().isEmpty()
                && daemon
                    .table("clone")
                    .hold()
                    .filter(hold -> hold.reason() == reason && hold.detail().contains(what))
                    .isPresent());
  }

  /** Both daemons' copies of one file meet, and are one. */
  @Test
  void theSourceMayBeATableOfTheGroupToo() {
    SparkTables.copy("deletion_vectors", regions.store(EAST), regions.table(EAST, "source"));
    new ShallowClone(
            "deletion_vectors",
            regions.store(EAST),
            regions.table(EAST, "source"),
            regions.table(EAST, "clone"))
        .writeCommits(0, 12);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.status().heldTables()).isZero();
    }
    assertReadsAlone(12);
    Location source = regions.table(WEST, "source");
    assertThat(KernelRows.summarize(regions.store(WEST), source, OptionalLong.of(12)).rows())
        .isEqualTo(rows(WEST, OptionalLong.empty()).rows());
  }
}
