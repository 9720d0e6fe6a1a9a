package dev.levee.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.log.Commit;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.log.Snapshot;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.testing.HeldObjects;
import dev.levee.sync.testing.LogFold;
import dev.levee.sync.testing.SparkTables;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every commit of Spark's tables planned, against the files that Spark left. */
@Tag("slow")
class SparkTablesPlanTest {
  private static final TableRoots ROOTS =
      new TableRoots(
          new TableId("data", "t1"),
          Location.parse("memory://primary/lake/t1/"),
          Location.parse("memory://secondary/copy of/lake/t1/"));

  static Stream<String> tablesWithAllFiles() {
    return SparkTables.NAMES.stream()
        .filter(name -> !name.equals("vacuum") && !name.equals("log_cleanup"));
  }

  private static CommitPlan planned(PlanOutcome outcome) {
    return outcome.match(
        PlanOutcome.Planned::plan,
        refused -> {
          throw new AssertionError(refused.hold().toString());
        });
  }

  /** The keys below the root of all that the table's commits need. */
  private static Set<String> plannedKeys(HeldObjects store) {
    CommitPlanner planner = new CommitPlanner(ROOTS);
    Set<String> keys = new TreeSet<>();
    Optional<Protocol> protocol = Optional.empty();
    for (long version : LogListing.read(store, ROOTS.source()).commits().keySet()) {
      Commit commit = LogFold.read(store, ROOTS.source(), version);
      protocol = commit.protocol().isPresent() ? commit.protocol() : protocol;
      CommitPlan plan = planned(planner.plan(commit, protocol.orElse(Protocol.legacy(1, 2))));
      assertThat(plan.warnings()).isEmpty();
      for (RequiredObject object : plan.objects()) {
        String key = object.source().relativeTo(ROOTS.source()).orElseThrow();
        assertThat(object.target().relativeTo(ROOTS.target())).contains(key);
        keys.add(key);
      }
    }
    return keys;
  }

  private static Set<String> filesOf(String name) {
    return SparkTables.files(name).keySet().stream()
        .filter(key -> !key.startsWith("_delta_log/"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @MethodSource("tablesWithAllFiles")
  void whatTheCommitsNeedIsWhatIsInTheFolder(String name) {
    HeldObjects store = HeldObjects.withTable(name, ROOTS.source());
    assertThat(plannedKeys(store)).isEqualTo(filesOf(name));
  }

  @Test
  void ofAVacuumedTableMoreIsNeededThanIsThere() {
    HeldObjects store = HeldObjects.withTable("vacuum", ROOTS.source());
    assertThat(plannedKeys(store)).containsAll(filesOf("vacuum")).hasSizeGreaterThan(7);
  }

  /** What the log has lost is in the checkpoint that it begins with. */
  @Test
  void ofATableWithACleanedLogTheFirstSnapshotAndTheCommitsAreEnoughForItsHead() {
    HeldObjects store = HeldObjects.withTable("log_cleanup", ROOTS.source());
    Snapshot first = new KernelSnapshots(store).read(ROOTS.source(), 15);
    Set<String> keys = plannedKeys(store);
    planned(new CommitPlanner(ROOTS).planSnapshot(first)).objects().stream()
        .map(object -> object.source().relativeTo(ROOTS.source()).orElseThrow())
        .forEach(keys::add);
    assertThat(filesOf("log_cleanup")).containsAll(keys);
    Snapshot head = new KernelSnapshots(store).read(ROOTS.source(), 26);
    assertThat(keys).containsAll(head.liveFiles().stream().map(add -> add.path()).toList());
  }

  @ParameterizedTest
  @FieldSource("dev.levee.sync.testing.SparkTables#NAMES")
  void theFilesOfEveryHeadAreThereAndAsLargeAsTheLogSays(String name) {
    HeldObjects store = HeldObjects.withTable(name, ROOTS.source());
    long head = LogListing.read(store, ROOTS.source()).newestCommit().orElseThrow();
    Snapshot snapshot = new KernelSnapshots(store).read(ROOTS.source(), head);
    for (RequiredObject object :
        planned(new CommitPlanner(ROOTS).planSnapshot(snapshot)).objects()) {
      long size = store.head(object.source()).orElseThrow().size();
      assertThat(object.size().orElse(size)).isEqualTo(size);
    }
  }
}
