package dev.levee.sync.engine;

import static dev.levee.sync.store.testing.StoreOperation.CREATE_EXCLUSIVE;
import static dev.levee.sync.store.testing.StoreOperation.DELETE;
import static dev.levee.sync.store.testing.StoreOperation.HEAD;
import static dev.levee.sync.store.testing.StoreOperation.LIST;
import static dev.levee.sync.store.testing.StoreOperation.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.IdleTables.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What {@code docs/cost.md} says of requests is what the engine makes. */
class CostPageTest {
  private static final int HOURS = 10;

  private final IdleTables one = new IdleTables(1, ReplicationSettings.defaults());

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/cost.md"));
  }

  private String row(String what, Purpose purpose, int divisor) {
    return "| %s | %d | %d | %d | %d | %d |"
        .formatted(
            what,
            (one.east.count(purpose, OPEN) + one.west.count(purpose, OPEN)) / divisor,
            (one.east.count(purpose, HEAD) + one.west.count(purpose, HEAD)) / divisor,
            (one.east.count(purpose, CREATE_EXCLUSIVE) + one.west.count(purpose, CREATE_EXCLUSIVE))
                / divisor,
            (one.east.count(purpose, LIST) + one.west.count(purpose, LIST)) / divisor,
            (one.east.count(purpose, DELETE) + one.west.count(purpose, DELETE)) / divisor);
  }

  private String commitOf(int files, long version) {
    HandMadeTable table = one.table(0);
    StringBuilder lines = new StringBuilder();
    for (int file = 0; file < files; file++) {
      String name = "v%d-%d".formatted(version, file);
      table.file(name, 10);
      lines.append(
          "{\"add\":{\"path\":\"%s\",\"partitionValues\":{},\"size\":10,\"modificationTime\":1,\"dataChange\":true}}\n"
              .formatted(name));
    }
    table.commit(version, lines.toString());
    one.bring(0, version);
    return row("a commit of %d files".formatted(files), Purpose.TABLES, 1);
  }

  @Test
  void aCommitCostsWhatThePageSays() throws IOException {
    String listedToo = commitOf(1, 2);
    assertThat(listedToo).startsWith("| a commit of 1 files | 3 | 1 | 2 |");
    assertThat(page()).contains(commitOf(4, 3), commitOf(10, 4));
  }

  @Test
  void anHourOfAnIdleTableCostsWhatThePageSays() throws IOException {
    one.idle(Duration.ofHours(1));
    one.idle(Duration.ofHours(HOURS));
    assertThat(page())
        .contains(
            row("an idle table, an hour", Purpose.TABLES, HOURS),
            row("the search for tables, an hour", Purpose.SEARCH, HOURS),
            row("the control log, an hour", Purpose.CONTROL, HOURS));
  }

  @Test
  void manyIdleTablesAreNeitherPolledNorSearchedAllTheTime() {
    IdleTables many = new IdleTables(50, ReplicationSettings.defaults());
    many.idle(Duration.ofMinutes(10));
    many.idle(Duration.ofMinutes(30));
    int polls = 50 * 30 * 60;
    int asked = many.east.total(Purpose.TABLES) + many.west.total(Purpose.TABLES);
    assertThat(asked).isLessThan(polls / 6);
    assertThat(many.east.total(Purpose.SEARCH)).isBetween(100, 300);
  }
}
