package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.engine.FailoverPreview.AtRisk;
import dev.levee.sync.engine.failover.FailoverPreviewing;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.testing.StoreFault;
import dev.levee.sync.store.testing.StoreOperation;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a failover would find is told from the stores, and nothing is written. */
class FailoverPreviewingTest {
  private final SimulatedGroup group = new SimulatedGroup();

  private FailoverPreviewing.Found look() {
    GroupSpec spec = group.spec();
    return new FailoverPreviewing(spec, group.time, (table, task) -> task.run())
        .look(spec.region(WEST), group.view.tables());
  }

  private void active() {
    group.table().create().add(1, "first", 10);
    group.runUntil("active", () -> group.status().state() == GroupState.ACTIVE);
  }

  @Test
  void commitsThatTheSecondaryDoesNotHaveAreCounted() {
    active();
    group.table().add(2, "second", 20).add(3, "third", 30);
    new HandMadeTable(group.eastMemory, Location.parse("s3://east/data/young/"))
        .create()
        .add(1, "only", 7);
    group.west.reset();
    List<FailoverPreview.Table> tables = look().tables();
    assertThat(tables)
        .map(FailoverPreview.Table::atRisk)
        .containsExactly(new AtRisk(2, 50), new AtRisk(2, 7));
    assertThat(tables.get(0).primaryVersion()).hasValue(3);
    assertThat(tables.get(0).secondaryVersion()).hasValue(1);
    assertThat(tables.get(0).fenceVersion()).hasValue(2);
    assertThat(tables.get(1).secondaryVersion()).isEmpty();
    assertThat(tables.get(1).fenceVersion()).isEmpty();
    assertThat(group.west.calls())
        .noneMatch(call -> call.operation() == StoreOperation.CREATE_EXCLUSIVE);
  }

  @Test
  void aTableThatCanHaveNoFenceSaysWhy() {
    new HandMadeTable(group.westMemory, SimulatedGroup.WEST_TABLE)
        .create()
        .commit(
            1,
            """
            {"protocol":{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["anotherFeature"]}}
            """);
    FailoverPreview.Table table = look().tables().get(0);
    assertThat(table.unfenced())
        .hasValueSatisfying(why -> assertThat(why).contains("anotherFeature"));
    assertThat(table.fenceVersion()).isEqualTo(OptionalLong.empty());
  }

  @Test
  void aPrimaryThatCannotBeReachedIsSaidSo() {
    active();
    group.eastFaults.with(
        StoreFault.always(StoreOperation.LIST, StoreFault.Kind.FAILS_BEFORE_EFFECT, ""));
    FailoverPreviewing.Found found = look();
    assertThat(found.primaryOutOfReach()).isPresent();
    assertThat(found.tables().get(0).primaryVersion()).isEmpty();
    assertThat(found.tables().get(0).secondaryVersion()).hasValue(1);
  }

  @Test
  void aSurvivorThatCannotBeReachedIsAFailure() {
    active();
    group.westFaults.with(
        StoreFault.always(StoreOperation.LIST, StoreFault.Kind.FAILS_BEFORE_EFFECT, ""));
    assertThatThrownBy(this::look).isInstanceOf(StoreException.class);
  }
}
