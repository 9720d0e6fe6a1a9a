package dev.levee.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.testing.KernelTable;
import dev.levee.sync.testing.SparkTables;
import io.delta.kernel.transaction.DataLayoutSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an old primary took alone is applied again in the new one. */
class SalvageTest {
  private static KernelTable created(KernelTable table) {
    return table.create(Map.of(), DataLayoutSpec.noDataLayout());
  }

  @Test
  void lostAppendsAreAppliedOnceInTheirOrder() {
    SalvagedGroup group = SalvagedGroup.failedOver(table -> created(table).appendBlindly(1));
    group.east().appendBlindly(100).appendBlindly(200);
    group.west().appendBlindly(300);
    group.replicated();
    assertThat(group.examined()).containsExactly("v2 re-appliable", "v3 re-appliable");
    assertThat(group.applied()).containsExactly("v2 applied as v4 now", "v3 applied as v5 now");
    System.err.println(group.westCommit(4));
    assertThat(group.applied()).containsExactly("v2 applied as v4", "v3 applied as v5");
    group.assertRowsOfWest(
        table ->
            created(table)
                .appendBlindly(1)
                .appendBlindly(100)
                .appendBlindly(200)
                .appendBlindly(300));
    group.replicated();
    assertThat(group.rowsOfEast()).isEqualTo(group.rowsOfWest());
  }

  @Test
  void sparksAppendsAreAppliedAgain() {
    SalvagedGroup group = SalvagedGroup.failedOver(SparkTables.files("basic"), 12);
    group.replicated();
    System.err.println(group.examined());
    System.err.println(group.applied());
    System.err.println(group.westCommit(14));
    assertThat(group.rowsOfWest().rows()).isEqualTo(SparkTables.rows("basic").get(16L).getAsLong());
  }
}
