package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.copy.CopySettings;
import dev.levee.sync.engine.failover.StoredGroup;
import dev.levee.sync.engine.salvage.SalvagedCommit;
import dev.levee.sync.engine.salvage.TableSalvage;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.KernelRows;
import dev.levee.sync.log.kernel.RowSummary;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.TableId;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.testing.KernelTable;
import dev.levee.sync.testing.SparkTables;
import io.delta.kernel.transaction.DataLayoutSpec;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Consumer;

/** A group whose old primary, east, goes on writing after a forced failover to west. */
final class SalvagedGroup {
  static final TableId TABLE = new TableId("data", "table");

  final SimulatedGroup group = new SimulatedGroup();

  static KernelTable created(KernelTable table) {
    return table.create(Map.of(), DataLayoutSpec.noDataLayout());
  }

  /** East alone has versions 2 and 3; west has a fence as version 2, and version 3. */
  static SalvagedGroup forked() {
    SalvagedGroup group = failedOver(table -> created(table).appendBlindly(1));
    group.east().appendBlindly(100).appendBlindly(200);
    group.west().appendBlindly(300);
    return group.replicated();
  }

  static KernelTable everything(KernelTable table) {
    return created(table).appendBlindly(1).appendBlindly(100).appendBlindly(200).appendBlindly(300);
  }

  /** The failover is done; both regions have the table as it was before, west has a fence. */
  static SalvagedGroup failedOver(Consumer<KernelTable> before) {
    SalvagedGroup salvaged = new SalvagedGroup();
    before.accept(salvaged.east());
    salvaged.failOver();
    return salvaged;
  }

  /** The same, with a table of Spark's up to a version; then east takes the others. */
  static SalvagedGroup failedOver(String name, long common, long last) {
    SortedMap<String, byte[]> spark = SparkTables.files(name);
    SalvagedGroup salvaged = new SalvagedGroup();
    spark.forEach(
        (key, bytes) -> {
          if (!key.startsWith("_delta_log/") || isCommitUpTo(key, common)) {
            put(salvaged.group.eastMemory, SimulatedGroup.EAST_TABLE.resolve(key), bytes);
          }
        });
    salvaged.failOver();
    spark.forEach(
        (key, bytes) -> {
          if (isCommitUpTo(key, last) && !isCommitUpTo(key, common)) {
            put(salvaged.group.eastMemory, SimulatedGroup.EAST_TABLE.resolve(key), bytes);
          }
        });
    return salvaged;
  }

  private static boolean isCommitUpTo(String key, long common) {
    return key.matches("_delta_log/\\d{20}\\.json")
        && Long.parseLong(key.substring(11, 31)) <= common;
  }

  private static void put(ObjectStore store, Location location, byte[] bytes) {
    var unused = store.createExclusive(NewObject.of(location, bytes));
  }

  private void failOver() {
    group.runUntil("active", () -> group.status().state() == GroupState.ACTIVE);
    failOver(WEST, FailoverType.FORCED);
  }

  void failOver(RegionName to, FailoverType type) {
    var unused = group.failover(to, type);
    group.runUntil("switched", () -> group.status().primary().equals(to));
  }

  KernelTable east() {
    return new KernelTable(group.eastMemory, SimulatedGroup.EAST_TABLE);
  }

  KernelTable west() {
    return new KernelTable(group.westMemory, SimulatedGroup.WEST_TABLE);
  }

  /** Until east has been wound back, and has what west has. */
  SalvagedGroup replicated() {
    group.runUntil(
        "replicated",
        () ->
            group.status().state() == GroupState.ACTIVE
                && commits(group.eastMemory, SimulatedGroup.EAST_TABLE)
                    .equals(commits(group.westMemory, SimulatedGroup.WEST_TABLE)));
    return this;
  }

  private static List<String> commits(MemoryObjectStore store, Location root) {
    return LogListing.read(store, root).commits().keySet().stream()
        .map(version -> LogListing.commit(root, version))
        .map(commit -> store.open(commit).map(ObjectContent::readAll).orElseThrow())
        .map(bytes -> new String(bytes, UTF_8))
        .toList();
  }

  TableSalvage salvage() {
    return salvage(group.spec());
  }

  /** Salvage by a process that sees the stores through these. */
  TableSalvage salvage(GroupSpec spec) {
    return TableSalvage.of(
        new StoredGroup(spec, group.time),
        TABLE,
        new TableSalvage.Copying((table, task) -> task.run(), CopySettings.defaults()));
  }

  /** The verdicts, as text that names their kinds and reasons. */
  List<String> examined() {
    return texts(salvage().examine());
  }

  List<String> applied() {
    return texts(salvage().apply());
  }

  static List<String> texts(List<SalvagedCommit> commits) {
    return commits.stream()
        .map(
            one ->
                "v%d %s%s"
                    .formatted(
                        one.commit().version(),
                        one.verdict()
                            .match(
                                yes -> "re-appliable",
                                applied -> "applied as v" + applied.as().orElse(-1),
                                sent -> "sent again as v" + sent.as(),
                                nothing -> "nothing: " + nothing.reason(),
                                not -> "not: " + not.reason()),
                        one.appliedNow() ? " now" : ""))
        .toList();
  }

  RowSummary rowsOfWest() {
    return KernelRows.summarize(group.westMemory, SimulatedGroup.WEST_TABLE, OptionalLong.empty());
  }

  RowSummary rowsOfEast() {
    return KernelRows.summarize(group.eastMemory, SimulatedGroup.EAST_TABLE, OptionalLong.empty());
  }

  /** West has the rows that a table has to which all of this was written. */
  void assertRowsOfWest(Consumer<KernelTable> expected) {
    Location root = Location.parse("s3://expected/table/");
    MemoryObjectStore store = new MemoryObjectStore("expected", group.time);
    expected.accept(new KernelTable(store, root));
    RowSummary rows = KernelRows.summarize(store, root, OptionalLong.empty());
    assertThat(rowsOfWest().rows()).isEqualTo(rows.rows());
    assertThat(rowsOfWest().columnHashes()).isEqualTo(rows.columnHashes());
  }

  /** The group's configuration on another store of west. */
  GroupSpec withWest(ObjectStore west) {
    GroupSpec spec = group.spec();
    RegionSpec region = spec.region(WEST);
    return new GroupSpec(
        spec.name(),
        List.of(spec.region(EAST), new RegionSpec(WEST, west, region.control())),
        spec.initialPrimaryRegion(),
        spec.mappings(),
        spec.discover(),
        spec.settings());
  }

  String westCommit(long version) {
    return group
        .westMemory
        .open(LogListing.commit(SimulatedGroup.WEST_TABLE, version))
        .map(ObjectContent::readAll)
        .map(bytes -> new String(bytes, UTF_8))
        .orElseThrow();
  }
}
