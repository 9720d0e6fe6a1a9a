package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.TwoRegions.RunningDaemon;
import dev.levee.sync.log.kernel.KernelRows;
import dev.levee.sync.log.kernel.RowSummary;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.testing.SparkTables;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every damaged table among the bad inputs, all in one group beside a sound one, through the real
 * engine: what is held, what is left out, and that each goes on by itself once it is repaired.
 */
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadTablesTest {
  private static final String SOUND = "sound";

  /** A hundred tables are to be looked at seldom, by a daemon that is not taken for dead. */
  private static final ReplicationSettings UNHURRIED =
      new ReplicationSettings(
          Duration.ofSeconds(1),
          Duration.ofSeconds(20),
          Duration.ofSeconds(2),
          ReplicationSettings.History.FULL,
          TwoRegions.quick().onRecreated(),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Optional.empty());

  private static final Map<String, RowSummary> SOUND_ROWS = new HashMap<>();

  private static TwoRegions regions;
  private static RunningDaemon daemon;

  record Case(String name, String table, String steps, String outcome, String contains) {
    static Case parse(String line) {
      String[] cells = line.split(" \\|(?: |$)", -1);
      return new Case(cells[0], cells[1], cells[2], cells[3], cells[4]);
    }

    String verb() {
      return outcome.replaceAll(" .*", "");
    }

    String object() {
      return outcome.substring(outcome.indexOf(' ') + 1);
    }

    @Override
    public String toString() {
      return name + ": " + outcome;
    }
  }

  static List<Case> cases() throws IOException {
    try (InputStream index =
        BadTablesTest.class.getResourceAsStream("/bad-inputs/tables/index.txt")) {
      return new String(index.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Case::parse)
          .toList();
    }
  }

  static List<Case> held() throws IOException {
    return cases().stream().filter(test -> test.verb().equals("HOLD")).toList();
  }

  @BeforeAll
  static void replicateAll() throws IOException, InterruptedException {
    regions = TwoRegions.inMemory();
    for (Case bad : cases()) {
      write(bad.name(), DamagedTable.files(bad.table(), bad.steps()));
    }
    write(SOUND, DamagedTable.sound("basic"));
    daemon = regions.start(regions.spec(UNHURRIED));
    assertThat(daemon.group().awaitCaughtUp(Duration.ofMinutes(3))).isTrue();
  }

  private static void write(String table, SortedMap<String, byte[]> files) {
    ObjectStore store = regions.store(EAST);
    files.forEach(
        (key, bytes) ->
            store.overwrite(
                new NewObject(
                    regions.table(EAST, table).resolve(key), ObjectBody.of(bytes), Map.of())));
  }

  @AfterAll
  static void stop() {
    daemon.close();
  }

  @Test
  @Order(1)
  void theSoundTableGoesOnBesideThem() {
    assertThat(daemon.table(SOUND).hold()).isEmpty();
    assertThat(daemon.table(SOUND).secondaryVersion()).isEqualTo(OptionalLong.of(16));
  }

  @ParameterizedTest
  @Order(2)
  @MethodSource("cases")
  void theOutcomeIsAsInTheIndex(Case bad) {
    TableStatus table = daemon.table(bad.name());
    SortedMap<String, byte[]> replica = replica(bad.name());
    SortedMap<String, byte[]> primary = DamagedTable.files(bad.table(), bad.steps());
    if (bad.verb().equals("HOLD")) {
      assertThat(table.hold()).as("%s", warnings(bad.name())).isPresent();
      assertThat(table.hold().get().reason().name()).isEqualTo(bad.object());
      assertThat(table.hold().get().detail()).contains(bad.contains());
    } else {
      assertThat(table.hold()).isEmpty();
      assertThat(warnings(bad.name())).contains(bad.contains());
    }
    replica.forEach((key, bytes) -> assertThat(primary).containsEntry(key, bytes));
    switch (bad.verb()) {
      case "LEFT_OUT" -> assertThat(replica.keySet()).noneMatch(key -> key.contains(bad.object()));
      case "COPIED" -> assertThat(replica.keySet()).anyMatch(key -> key.contains(bad.object()));
      default -> {}
    }
    if (!List.of("HOLD", "MIRRORED").contains(bad.verb())) {
      assertThat(rows(regions.store(WEST), regions.table(WEST, bad.name())))
          .isEqualTo(soundRows(bad.table()));
    }
  }

  private static SortedMap<String, byte[]> replica(String table) {
    return TwoRegions.objects(regions.store(WEST), regions.table(WEST, table));
  }

  private static String warnings(String table) {
    return daemon.group().events(0).stream()
        .filter(event -> event.table().filter(id -> id.path().equals(table)).isPresent())
        .map(ReplicationEvent::message)
        .collect(Collectors.joining("\n"));
  }

  private static RowSummary rows(ObjectStore store, Location root) {
    return KernelRows.summarize(store, root, OptionalLong.empty());
  }

  /** What the undamaged table holds; of a damaged primary, readers may see other rows. */
  private static RowSummary soundRows(String table) {
    return SOUND_ROWS.computeIfAbsent(
        table,
        name -> {
          Location root = Location.parse("memory://sound/" + name + "/");
          ObjectStore store = new MemoryObjectStore("sound", new SystemTime());
          SparkTables.copy(name, store, root);
          return rows(store, root);
        });
  }

  /** Runs last: repairs all tables at once, as the writers' engines would have left them. */
  @Test
  @Order(3)
  void whatWasHeldGoesOnByItselfOnceItIsRepaired() throws IOException {
    for (Case bad : held()) {
      SortedMap<String, byte[]> sound = DamagedTable.sound(bad.table());
      DamagedTable.files(bad.table(), bad.steps()).keySet().stream()
          .filter(key -> !sound.containsKey(key))
          .forEach(key -> regions.store(EAST).delete(regions.table(EAST, bad.name()).resolve(key)));
      write(bad.name(), sound);
    }
    for (Case bad : held()) {
      daemon.await(bad.name() + " goes on", () -> goesOn(bad));
      assertHistoryIsThePrimarys(bad);
    }
  }

  private static boolean goesOn(Case bad) {
    TableStatus table = daemon.table(bad.name());
    return table.hold().isEmpty() && table.secondaryVersion().equals(newest(bad.table()));
  }

  private static OptionalLong newest(String table) {
    return DamagedTable.sound(table).keySet().stream()
        .filter(key -> key.matches("_delta_log/\\d{20}\\.json"))
        .mapToLong(key -> Long.parseLong(key.substring(11, 31)))
        .max();
  }

  private static void assertHistoryIsThePrimarys(Case bad) {
    SortedMap<String, byte[]> replica = replica(bad.name());
    DamagedTable.sound(bad.table())
        .forEach(
            (key, bytes) -> {
              if (key.matches("_delta_log/\\d{20}\\.json")) {
                assertThat(replica).as(bad.name()).containsEntry(key, bytes);
              }
            });
  }
}
