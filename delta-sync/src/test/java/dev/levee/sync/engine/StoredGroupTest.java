package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.failover.StoredGroup;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.store.testing.CountingObjectStore;
import dev.levee.sync.testing.SparkTables;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredGroupTest {
  private final TwoRegions regions = TwoRegions.inMemory();

  private StoredGroup stored() {
    return new StoredGroup(regions.spec(TwoRegions.quick()), new SystemTime());
  }

  @Test
  void beforeAnyDaemonTheRolesAreTheConfigurations() {
    StoredGroup.Roles roles = stored().roles();
    assertThat(roles.recorded()).isFalse();
    assertThat(roles.primary().name()).isEqualTo(EAST);
    assertThat(stored().tables(roles, List.of(roles.primary()))).isEmpty();
  }

  @Test
  void afterAFailoverTheControlLogSaysWhoIsPrimary() {
    SparkTables.copy("basic", regions.store(EAST), regions.table(EAST, "basic"));
    try (TwoRegions.RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.failover(WEST, FailoverType.FORCED).toString()).isNotEmpty();
      daemon.await("failed over", () -> daemon.status().primary().equals(WEST));
      daemon.await("active", () -> daemon.status().state() == GroupState.ACTIVE);
    }
    GroupSpec spec = regions.spec(TwoRegions.quick());
    StoredGroup stored = new StoredGroup(spec, new SystemTime());
    StoredGroup.Roles roles = stored.roles();
    assertThat(roles.recorded()).isTrue();
    assertThat(roles.primary().name()).isEqualTo(WEST);
    assertThat(roles.secondary().name()).isEqualTo(EAST);
    assertThat(stored.tables(roles, List.of(roles.secondary())))
        .containsExactly(
            new TableRoots(
                new TableId("data", "basic"),
                regions.table(WEST, "basic"),
                regions.table(EAST, "basic")));
    spec.regions()
        .forEach(
            region ->
                assertThat(((CountingObjectStore) region.store()).calls())
                    .noneMatch(call -> call.operation().changes()));
  }

  @Test
  void tablesAreFoundByTheNamesThatPeopleType() {
    assertThat(stored().table("data/sales/orders")).contains(new TableId("data", "sales/orders"));
    assertThat(stored().table("data")).contains(new TableId("data", ""));
    assertThat(stored().table("database/x")).isEmpty();
    assertThat(stored().table("data/")).isEmpty();
  }

  @Test
  void tablesWithoutInCommitTimestampsAreWarnedOfOnceAndMarked() {
    for (String name : List.of("basic", "in_commit_timestamps")) {
      SparkTables.copy(name, regions.store(EAST), regions.table(EAST, name));
    }
    try (TwoRegions.RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("basic").inCommitTimestamps()).contains(false);
      assertThat(daemon.table("in_commit_timestamps").inCommitTimestamps()).contains(true);
      assertThat(daemon.group().events(0))
          .filteredOn(event -> event.kind() == ReplicationEvent.Kind.WARNING)
          .filteredOn(event -> event.message().contains("delta.enableInCommitTimestamps"))
          .singleElement()
          .satisfies(event -> assertThat(event.table()).contains(new TableId("data", "basic")));
    }
  }
}
