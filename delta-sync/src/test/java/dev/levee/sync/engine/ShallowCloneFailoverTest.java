package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.TwoRegions.RunningDaemon;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.log.LastCheckpointHint;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.KernelRows;
import dev.levee.sync.log.kernel.RowSummary;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.testing.ShallowClone;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * There and back again: each side's log names its own files, and the history that a side had is the
 * same bytes afterwards. Neither store has anything of the other, so what is read is read alone.
 */
class ShallowCloneFailoverTest {
  private final TwoRegions regions = TwoRegions.inMemory();

  private ShallowClone clone(RegionName region) {
    return new ShallowClone(
        "deletion_vectors",
        regions.store(region),
        regions.table(region, "source"),
        regions.table(region, "clone"));
  }

  private SortedMap<String, byte[]> log(RegionName region) {
    return TwoRegions.objects(
        regions.store(region), LogListing.folder(regions.table(region, "clone")));
  }

  private RowSummary rows(RegionName region, long version) {
    return KernelRows.summarize(
        regions.store(region), regions.table(region, "clone"), OptionalLong.of(version));
  }

  private void failOver(RunningDaemon daemon, RegionName to, FailoverType type) {
    assertThat(daemon.failover(to, type)).isInstanceOf(FailoverAnswer.Accepted.class);
    daemon.await(
        to + " primary and ACTIVE",
        () -> daemon.status().primary().equals(to) && daemon.status().state() == GroupState.ACTIVE);
  }

  private void awaitVersion(RunningDaemon daemon, long version) {
    daemon.await(
        "version " + version,
        () -> daemon.table("clone").secondaryVersion().equals(OptionalLong.of(version)));
  }

  @ParameterizedTest
  @EnumSource(FailoverType.class)
  void theFailedBackLogIsTheOriginal(FailoverType type) {
    clone(EAST).writeFiles().writeCommits(0, 6).writeCheckpoint(5);
    SortedMap<String, byte[]> original = log(EAST);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      daemon.await("ACTIVE", () -> daemon.status().state() == GroupState.ACTIVE);
      failOver(daemon, WEST, type);
      // Version 7 is the fence.
      clone(WEST)
          .writeFiles()
          .writeCommitAs(8, 7)
          .writeCommitAs(9, 8)
          .writeOwnFile(10, 1)
          .writeCheckpoint(10);
      awaitVersion(daemon, 10);
    }
    assertUnchanged(original);
    assertThat(rows(EAST, 10)).isEqualTo(rows(WEST, 10));
    // Another daemon, which remembers nothing, finds the two logs equal, and makes the checkpoint.
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      daemon.await("checkpoint", () -> hint(EAST) == 10);
      failOver(daemon, EAST, FailoverType.PLANNED);
      clone(EAST).writeOwnFile(12, 2);
      awaitVersion(daemon, 12);
      assertThat(daemon.table("clone").hold()).isEmpty();
    }
    assertUnchanged(original);
    assertThat(rows(WEST, 12)).isEqualTo(rows(EAST, 12));
    assertNamesOnly(EAST, "west-bucket");
    assertNamesOnly(WEST, "east-bucket");
  }

  private long hint(RegionName region) {
    return LastCheckpointHint.parse(log(region).get("_last_checkpoint")).orElseThrow().version();
  }

  /** But for the hint, which moves on. */
  private void assertUnchanged(SortedMap<String, byte[]> original) {
    SortedMap<String, byte[]> now = log(EAST);
    original.forEach(
        (name, bytes) -> {
          if (!name.equals("_last_checkpoint")) {
            assertThat(now.get(name)).as(name).isEqualTo(bytes);
          }
        });
  }

  private void assertNamesOnly(RegionName region, String other) {
    log(region)
        .forEach(
            (name, bytes) ->
                assertThat(new String(bytes, ISO_8859_1)).as(name).doesNotContain(other));
  }
}
