package dev.levee.sync.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.copy.CopySettings;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.ManualTime;
import dev.levee.sync.engine.ReplicationSettings;
import dev.levee.sync.engine.TwoRegions;
import dev.levee.sync.engine.commit.CatalogCommits;
import dev.levee.sync.engine.control.Lease;
import dev.levee.sync.engine.control.PublishGate;
import dev.levee.sync.engine.table.PassResult;
import dev.levee.sync.model.TableId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No table is asked before it is due, and none is forgotten. */
class DueTablesTest {
  private static final ReplicationSettings SETTINGS = ReplicationSettings.defaults();
  private static final int TABLES = 12;
  private static final int STEPS = 1_000;
  private static final int FARTHEST = 20;

  private final ManualTime time = new ManualTime();
  private final DueTables waiting = new DueTables();
  private final EntryAssembly assembly = assembly();

  private EntryAssembly assembly() {
    GroupSpec spec = TwoRegions.inMemory().spec(SETTINGS);
    return new EntryAssembly(
        Route.from(spec.region(TwoRegions.EAST), spec),
        Optional.empty(),
        new PublishGate(new Lease(time, SETTINGS.leaseTtl())),
        new Direction.EngineParts(
            (table, task) -> task.run(), CopySettings.defaults(), time, (table, warning) -> {}));
  }

  private TableEntry table(int number) {
    TableId id = new TableId("data", "t%02d".formatted(number));
    return assembly.table(id, CatalogCommits.NONE, Optional.empty(), waiting);
  }

  private List<TableEntry> tables() {
    return IntStream.range(0, TABLES).mapToObj(this::table).toList();
  }

  /** Also where the clock's reading wraps around in between. */
  @ParameterizedTest
  @ValueSource(longs = {0, -FARTHEST, Long.MAX_VALUE - STEPS})
  void theFirstIsAlwaysTheOneThatIsDueFirst(long start) {
    Random random = new Random(start);
    List<TableEntry> tables = tables();
    Map<TableId, Long> expected = new TreeMap<>();
    long now = start;
    for (int step = 0; step < STEPS; step++) {
      now += random.nextInt(3);
      TableEntry table = tables.get(random.nextInt(TABLES));
      if (random.nextInt(3) == 0) {
        waiting.remove(table);
        expected.remove(table.id());
      } else {
        long dueAt = now + random.nextInt(2 * FARTHEST) - FARTHEST;
        waiting.put(table, dueAt);
        expected.put(table.id(), dueAt);
      }
      assertFirst(expected, now);
    }
  }

  private void assertFirst(Map<TableId, Long> expected, long now) {
    Optional<Map.Entry<TableId, Long>> first =
        expected.entrySet().stream()
            .min(
                Comparator.comparingLong((Map.Entry<TableId, Long> table) -> table.getValue() - now)
                    .thenComparing(Map.Entry::getKey));
    assertThat(waiting.firstDue(now).map(TableEntry::id))
        .isEqualTo(first.filter(table -> table.getValue() - now <= 0).map(Map.Entry::getKey));
    long never = now + 2 * FARTHEST;
    assertThat(waiting.dueAt(never)).isEqualTo(first.map(Map.Entry::getValue).orElse(never));
  }

  @Test
  void aTableIsAskedOnceAtATimeAndComesBackAfterEachPass() {
    List<TableEntry> tables = tables();
    long now = 0;
    tables.forEach(table -> table.dueNow(0));
    int[] passes = new int[TABLES];
    Random random = new Random(7);
    for (; now < Duration.ofMinutes(2).toNanos(); now += random.nextInt(400_000_000)) {
      for (Optional<TableEntry> due = waiting.firstDue(now);
          due.isPresent();
          due = waiting.firstDue(now)) {
        TableEntry table = due.get();
        table.passBegins(now);
        assertThat(waiting.firstDue(now)).isNotEqualTo(due);
        table.passEnded();
        table.caughtUp(new PassResult.CaughtUp(time.now(), 0, 0, 0), now, SETTINGS);
        passes[tables.indexOf(table)]++;
      }
    }
    int least = (int) Duration.ofMinutes(2).dividedBy(SETTINGS.rpoTarget());
    int most = (int) Duration.ofMinutes(2).dividedBy(SETTINGS.pollInterval());
    assertThat(IntStream.of(passes).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(least, most));
  }

  @Test
  void aNotificationMakesATableDueAtOnceAndOneThatComesDuringAPassRightAfterIt() {
    TableEntry table = table(0);
    Announcements.Announced commit = new Announcements.Announced(1, false);
    waiting.put(table, 1_000_000);
    assertThat(waiting.firstDue(5)).isEmpty();
    table.announced(commit, 5);
    assertThat(waiting.firstDue(5)).contains(table);

    table.passBegins(5);
    table.announced(commit, 6);
    assertThat(waiting.firstDue(Long.MAX_VALUE / 2)).isEmpty();
    table.passEnded();
    table.caughtUp(new PassResult.CaughtUp(time.now(), 1, 1, 0), 7, SETTINGS);
    assertThat(waiting.firstDue(7)).contains(table);
  }
}
