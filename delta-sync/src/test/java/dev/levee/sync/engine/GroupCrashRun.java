package dev.levee.sync.engine;

import static dev.levee.sync.engine.SimulatedGroup.EAST_TABLE;
import static dev.levee.sync.engine.SimulatedGroup.WEST_TABLE;
import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.failover.StoredGroup;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.FaultyObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import dev.levee.sync.store.testing.StoreFault;
import dev.levee.sync.store.testing.StoreOperation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One run of a scenario in which one call of a store breaks. A daemon that dies is followed by
 * another one with an empty memory, which waits for the lease to run out.
 */
final class GroupCrashRun {
  private static final int MOST_TURNS = 5_000;
  private static final int TURNS_BETWEEN_REQUESTS = 10;
  private static final Location SECOND_EAST = Location.parse("s3://east/data/zebra/");
  private static final Location SECOND_WEST = Location.parse("s3://west/data/zebra/");

  private final GroupScenario scenario;
  private final CrashingStore.Fuse fuse;
  private final ManualTime time = new ManualTime();
  private final MemoryObjectStore east = new MemoryObjectStore("east", time);
  private final MemoryObjectStore west = new MemoryObjectStore("west", time);
  private final FaultyObjectStore eastFaults = new FaultyObjectStore(east);
  private final NavigableMap<Long, String> acknowledged = new TreeMap<>();
  private final List<String> blocked = new ArrayList<>();
  private SteppedDaemon daemon;
  private int daemons;

  GroupCrashRun(GroupScenario scenario, CrashingStore.Fuse fuse) {
    this.scenario = scenario;
    this.fuse = fuse;
  }

  /** Runs it to its end, whatever breaks, and checks what is there then. */
  void run() {
    new HandMadeTable(east, EAST_TABLE).create().add(1, "first", 10).add(2, "second", 20);
    new HandMadeTable(east, SECOND_EAST).create().add(1, "only", 30);
    boolean creates = scenario.name().contains("created");
    if (!creates) {
      prepare();
    }
    daemon = begin(creates ? "first" : "prepared");
    scenario.steps().forEach(this::perform);
    if (scenario.stopsWrites()) {
      perform(new GroupScenario.Step(d -> {}, status -> isLifted()));
    }
    check();
  }

  private boolean isLifted() {
    return blocked.isEmpty() || blocked.get(blocked.size() - 1).startsWith("lift");
  }

  /** An active group whose owner is the daemon that runs next, without a broken call. */
  private void prepare() {
    SteppedDaemon before = new SteppedDaemon("prepared", spec(east, west), time);
    for (int turn = 0; before.status().state() != GroupState.ACTIVE; turn++) {
      assertThat(turn).isLessThan(MOST_TURNS);
      before.turn();
    }
    if (scenario.writersGoOn()) {
      new HandMadeTable(east, EAST_TABLE).add(3, "lost", 40).add(4, "lost-too", 50);
    }
    scenario
        .lost()
        .ifPresent(
            region -> {
              for (StoreOperation operation : StoreOperation.values()) {
                eastFaults.with(
                    StoreFault.always(operation, StoreFault.Kind.FAILS_BEFORE_EFFECT, ""));
              }
            });
    commits(east, EAST_TABLE).forEach(acknowledged::put);
  }

  private SteppedDaemon begin(String id) {
    return new SteppedDaemon(
        id,
        spec(
            new CrashingStore(eastFaults, fuse, this::checked),
            new CrashingStore(west, fuse, this::checked)),
        time);
  }

  /** Readers of both sides see a log without gaps after every change. */
  private void checked(StoreCall call, Object result) {
    boolean changes =
        call.operation() == StoreOperation.CREATE_EXCLUSIVE
            || call.operation() == StoreOperation.DELETE;
    if (changes && call.location().key().contains("_delta_log/")) {
      ObjectStore store = call.location().bucket().equals("east") ? east : west;
      String key = call.location().key();
      Location root =
          Location.parse(
              "s3://%s/%s"
                  .formatted(
                      call.location().bucket(), key.substring(0, key.indexOf("_delta_log/"))));
      List<Long> versions = List.copyOf(LogListing.read(store, root).commits().keySet());
      assertThat(versions.isEmpty() || versions.size() == versions.get(versions.size() - 1) + 1)
          .as("%s after %s: %s", fuse, call, versions)
          .isTrue();
    }
  }

  private void perform(GroupScenario.Step step) {
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      if (fuse.isDead()) {
        fuse.revive();
        daemon = begin("another-" + ++daemons);
      }
      // Time passes only while there is no message.
      if (turn % TURNS_BETWEEN_REQUESTS == 0 && isOwner()) {
        step.ask().accept(daemon);
      }
      daemon.turn();
      if (!fuse.isDead() && isOwner() && step.done().test(daemon.status())) {
        return;
      }
    }
    throw new AssertionError(scenario.name() + ", " + fuse + ": never done: " + daemon.status());
  }

  private boolean isOwner() {
    return daemon.status().role() == GroupStatus.Role.OWNER;
  }

  private static NavigableMap<Long, String> commits(ObjectStore store, Location root) {
    NavigableMap<Long, String> commits = new TreeMap<>();
    LogListing.read(store, root)
        .commits()
        .forEach((version, entry) -> commits.put(version, text(store, entry.location())));
    return commits;
  }

  private static String text(ObjectStore store, Location location) {
    byte[] bytes = store.open(location).map(ObjectContent::readAll).orElseThrow();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void check() {
    NavigableMap<Long, String> here = commits(west, WEST_TABLE);
    if (scenario.lost().isEmpty()) {
      assertThat(commits(east, EAST_TABLE)).as(fuse::toString).isEqualTo(here);
      assertThat(commits(east, SECOND_EAST))
          .as(fuse::toString)
          .isEqualTo(commits(west, SECOND_WEST));
    }
    List<Long> quarantined = quarantined();
    acknowledged.forEach(
        (version, bytes) ->
            assertThat(bytes.equals(here.get(version)) || quarantined.contains(version))
                .as("%s: version %d", fuse, version)
                .isTrue());
  }

  private List<Long> quarantined() {
    return new StoredGroup(spec(east, west), time)
        .quarantined().found().values().stream()
            .flatMap(List::stream)
            .flatMap(manifest -> manifest.commits().stream())
            .map(QuarantinedCommits.LostCommit::version)
            .toList();
  }

  private GroupSpec spec(ObjectStore eastStore, ObjectStore westStore) {
    LocationMapping data =
        new LocationMapping(
            "data",
            Map.of(
                EAST, Location.parse("s3://east/data/"), WEST, Location.parse("s3://west/data/")));
    return new GroupSpec(
        "lakehouse",
        List.of(
            new RegionSpec(EAST, eastStore, Location.parse("s3://east/_levee/")),
            new RegionSpec(WEST, westStore, Location.parse("s3://west/_levee/"))),
        EAST,
        new LocationMappings(List.of(data), RegionName::value),
        List.of(Location.parse("s3://east/data/")),
        List.of(),
        ReplicationSettings.defaults(),
        scenario.stopsWrites() ? Optional.of(new RecordedBlock()) : Optional.empty(),
        Optional.empty());
  }

  private final class RecordedBlock implements WriteBlock {
    @Override
    public void stop(RegionName region) {
      blocked.add("stop " + region);
    }

    @Override
    public void lift(RegionName region) {
      blocked.add("lift " + region);
    }

    @Override
    public String description() {
      return "by the test";
    }
  }
}
