package dev.levee.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.IdleTables.Purpose;
import dev.levee.sync.model.HoldReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is known of tables that nobody writes to, and what it costs to know it. */
class TableAtRestTest {
  private static final Duration TARGET = ReplicationSettings.defaults().rpoTarget();
  private static final Duration UNTIL_AT_REST = Duration.ofMinutes(10);

  private final IdleTables tables = new IdleTables(20, ReplicationSettings.defaults());

  @Test
  void aTurnIsOneRequestAndTheReplicationPointStaysWithinTheTarget() {
    tables.idle(UNTIL_AT_REST);
    int asked = 0;
    Duration minute = Duration.ofMinutes(1);
    for (int i = 0; i < 60; i++) {
      tables.idle(minute);
      asked += tables.east.total(Purpose.TABLES) + tables.west.total(Purpose.TABLES);
      assertThat(lag()).isLessThan(TARGET.multipliedBy(3).dividedBy(4));
    }
    double turns = 20 * 60 * minute.dividedBy(TARGET) * 3;
    assertThat(asked / turns).isBetween(0.9, 1.2);
  }

  private Duration lag() {
    return Duration.between(tables.status().replicationPoint().orElseThrow(), tables.time.now());
  }

  /** As with a store so slow that all tables together take longer than their time. */
  @Test
  void turnsThatAllComeLateStillAskForTheNextCommitAndForTheSameTable() {
    tables.idle(UNTIL_AT_REST);
    Duration late = TARGET.multipliedBy(2).dividedBy(3);
    tables.table(3).add(2, "file-2", 10);
    tables.table(5).vacuum("_delta_log/00000000000000000001.json").add(1, "another", 20);
    for (int turn = 0; turn < 12; turn++) {
      tables.time.pass(late);
      tables.turn();
    }
    assertThat(tables.status(3).secondaryVersion()).hasValue(2);
    assertThat(tables.status(5).hold().orElseThrow().reason())
        .isEqualTo(HoldReason.SOURCE_REWRITTEN);
  }

  /** Nothing but the bytes of its newest commit tells that a table is another one. */
  @Test
  void nothingIsCalledReplicatedOfATimeWhenTheTableWasAnotherOne() {
    Random random = new Random(7);
    for (int number = 0; number < 20; number++) {
      tables.idle(UNTIL_AT_REST.plusMillis(random.nextInt(30_000)));
      Instant recreated = tables.time.now();
      tables
          .table(number)
          .vacuum("_delta_log/00000000000000000000.json")
          .vacuum("_delta_log/00000000000000000001.json")
          .create()
          .add(1, "another", 20);
      while (tables.status(number).hold().isEmpty()) {
        tables.turn();
        assertThat(tables.status(number).replicationPoint().orElseThrow())
            .as("table %d", number)
            .isBeforeOrEqualTo(recreated);
      }
      assertThat(tables.status(number).hold().orElseThrow().reason())
          .isEqualTo(HoldReason.SOURCE_REWRITTEN);
      assertThat(Duration.between(recreated, tables.time.now())).isLessThan(TARGET);
    }
  }
}
