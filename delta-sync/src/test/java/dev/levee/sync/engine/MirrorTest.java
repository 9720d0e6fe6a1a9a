package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.TwoRegions.RunningDaemon;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.local.LocalObjectStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A prefix without tables, kept equal in both directions. */
class MirrorTest {
  private static final int LARGE = 9 << 20;

  private final TwoRegions regions = TwoRegions.inMemory();

  private static RunningDaemon start(TwoRegions regions) {
    GroupSpec tables = regions.spec(TwoRegions.quick());
    return regions.start(
        new GroupSpec(
            tables.name(),
            tables.regions(),
            EAST,
            tables.mappings(),
            List.of(regions.data(EAST).resolve("tables/")),
            List.of(regions.data(EAST).resolve("files/")),
            tables.settings(),
            Optional.empty(),
            Optional.empty()));
  }

  private Location file(RegionName region, String name) {
    return regions.data(region).resolve("files/" + name);
  }

  private void write(RegionName region, String name, String text) {
    write(region, name, text.getBytes(UTF_8));
  }

  private void write(RegionName region, String name, byte[] bytes) {
    regions.store(region).overwrite(NewObject.of(file(region, name), bytes));
  }

  private byte[] read(RegionName region, String name) {
    return regions
        .store(region)
        .open(file(region, name))
        .map(ObjectContent::readAll)
        .orElse(new byte[0]);
  }

  private void arrives(RunningDaemon daemon, RegionName region, String name, String text) {
    daemon.group().wake();
    daemon.await(name, () -> Arrays.equals(read(region, name), text.getBytes(UTF_8)));
  }

  @Test
  void newAndChangedObjectsFollowAndRemovedOnesStay() {
    write(EAST, "notes/a.txt", "one");
    write(EAST, "notes/b.txt", "two");
    try (RunningDaemon daemon = start(regions)) {
      daemon.awaitCaughtUp();
      assertThat(read(WEST, "notes/a.txt")).asString().isEqualTo("one");
      MirrorStatus mirror = daemon.group().mirrors().get(0);
      assertThat(mirror.name()).hasToString("data/files");
      assertThat(mirror.objects()).isEqualTo(2);
      assertThat(mirror.bytes()).isEqualTo(6);
      assertThat(mirror.replicationPoint()).isPresent();
      assertThat(daemon.status().replicationPoint()).isPresent();

      write(EAST, "notes/a.txt", "one, changed");
      regions.store(EAST).delete(file(EAST, "notes/b.txt"));
      arrives(daemon, WEST, "notes/a.txt", "one, changed");
      assertThat(read(WEST, "notes/b.txt")).asString().isEqualTo("two");
    }
  }

  @Test
  void aLargeObjectIsReplacedWhole() {
    byte[] first = new byte[LARGE];
    write(EAST, "large.bin", first);
    try (RunningDaemon daemon = start(regions)) {
      daemon.awaitCaughtUp();
      assertThat(read(WEST, "large.bin")).isEqualTo(first);
      byte[] second = new byte[LARGE + 1];
      second[LARGE] = 1;
      write(EAST, "large.bin", second);
      daemon.group().wake();
      daemon.await("replaced", () -> Arrays.equals(read(WEST, "large.bin"), second));
    }
  }

  @Test
  void whatSomebodyElseWroteIsNotReplaced() {
    write(EAST, "a.txt", "ours");
    write(EAST, "b.txt", "also ours");
    write(WEST, "a.txt", "theirs");
    try (RunningDaemon daemon = start(regions)) {
      daemon.awaitCaughtUp();
      MirrorStatus mirror = daemon.group().mirrors().get(0);
      assertThat(mirror.hold().orElseThrow().reason()).isEqualTo(HoldReason.FOREIGN_FILE);
      assertThat(mirror.hold().orElseThrow().detail()).contains("files/a.txt");
      assertThat(daemon.status().replicationPoint()).isEmpty();
      assertThat(read(WEST, "a.txt")).asString().isEqualTo("theirs");
      assertThat(read(WEST, "b.txt")).asString().isEqualTo("also ours");

      regions.store(WEST).delete(file(WEST, "a.txt"));
      arrives(daemon, WEST, "a.txt", "ours");
      daemon.await("resumed", () -> daemon.group().mirrors().get(0).hold().isEmpty());
    }
  }

  @Test
  void aTableBelowTheMirrorIsLeftToItsLog() {
    write(EAST, "a.txt", "text");
    new HandMadeTable(regions.store(EAST), file(EAST, "orders/")).create().add(1, "part", 10);
    try (RunningDaemon daemon = start(regions)) {
      daemon.awaitCaughtUp();
      assertThat(read(WEST, "a.txt")).asString().isEqualTo("text");
      assertThat(regions.store(WEST).head(file(WEST, "orders/part"))).isEmpty();
      assertThat(daemon.group().events(0))
          .anyMatch(event -> event.message().contains("is not mirrored"));
    }
  }

  @Test
  void itFailsOverAndBack() {
    write(EAST, "a.txt", "east 1");
    write(EAST, "b.txt", "never changed");
    try (RunningDaemon daemon = start(regions)) {
      daemon.awaitCaughtUp();
      daemon.await("active", () -> daemon.status().state() == GroupState.ACTIVE);
      write(EAST, "c.txt", "just before");
      switchTo(daemon, WEST);
      assertThat(read(WEST, "c.txt")).asString().isEqualTo("just before");

      write(WEST, "a.txt", "west 2");
      write(WEST, "d.txt", "new in west");
      arrives(daemon, EAST, "a.txt", "west 2");
      arrives(daemon, EAST, "d.txt", "new in west");
      assertThat(daemon.group().mirrors().get(0).hold()).isEmpty();

      switchTo(daemon, EAST);
      write(EAST, "d.txt", "east 3");
      arrives(daemon, WEST, "d.txt", "east 3");
      assertThat(read(WEST, "b.txt")).asString().isEqualTo("never changed");
    }
  }

  /** West was not told of the last change in the east; both sides keep what they have. */
  @Test
  void afterAForcedFailoverWhatWasNotReplicatedIsNotWrittenOver() {
    write(EAST, "a.txt", "east 1");
    try (RunningDaemon daemon = start(regions)) {
      daemon.awaitCaughtUp();
      daemon.await("active", () -> daemon.status().state() == GroupState.ACTIVE);
      assertThat(daemon.failover(WEST, FailoverType.FORCED))
          .isInstanceOf(FailoverAnswer.Accepted.class);
      write(EAST, "a.txt", "east, never replicated");
      write(WEST, "a.txt", "west 2");
      daemon.group().wake();
      daemon.await(
          "held", () -> daemon.group().mirrors().stream().anyMatch(m -> m.hold().isPresent()));
      assertThat(read(EAST, "a.txt")).asString().isEqualTo("east, never replicated");
      assertThat(read(WEST, "a.txt")).asString().isEqualTo("west 2");
    }
  }

  private static void switchTo(RunningDaemon daemon, RegionName region) {
    assertThat(daemon.failover(region, FailoverType.PLANNED))
        .isInstanceOf(FailoverAnswer.Accepted.class);
    daemon.await(
        "switched to " + region,
        () ->
            daemon.status().primary().equals(region)
                && daemon.status().state() == GroupState.ACTIVE);
  }

  /** Files keep no notes: what this daemon saw equal may be replaced. */
  @Test
  void betweenFoldersBytesAreCompared(@TempDir Path folder) {
    Location root = Location.parse(folder.toUri().toString()).asPrefix();
    TwoRegions folders =
        new TwoRegions(
            new LocalObjectStore(),
            root.resolve("east/"),
            new LocalObjectStore(),
            root.resolve("west/"));
    Location from = folders.data(EAST).resolve("files/a.txt");
    Location to = folders.data(WEST).resolve("files/a.txt");
    folders.store(EAST).overwrite(NewObject.of(from, new byte[] {1}));
    try (RunningDaemon daemon = start(folders)) {
      daemon.awaitCaughtUp();
      var first = daemon.group().mirrors().get(0).replicationPoint();
      daemon.group().wake();
      daemon.await(
          "seen equal", () -> !daemon.group().mirrors().get(0).replicationPoint().equals(first));
      folders.store(EAST).overwrite(NewObject.of(from, new byte[] {1, 2}));
      daemon.group().wake();
      daemon.await(
          "replaced", () -> folders.store(WEST).head(to).filter(o -> o.size() == 2).isPresent());
    }
  }
}
