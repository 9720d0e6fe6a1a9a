package dev.levee.sync.simulation;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.testing.StoreOperation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What engines do to a table beside committing: checkpoints, log cleanup, VACUUM. */
final class Upkeep {
  /** What is younger may belong to a branch that writers do not know to be lost. */
  private static final long RETENTION = Duration.ofSeconds(6).toNanos();

  private final SimulatedProcess process;
  private final String table;
  private final World world;
  private final Lake lake;

  Upkeep(SimulatedProcess process, String table, World world, Lake lake) {
    this.process = process;
    this.table = table;
    this.world = world;
    this.lake = lake;
  }

  /** A file was removed from the table; its key. */
  void removed(Region region, String key) {
    String path = key.substring(0, key.indexOf('|'));
    lake.history(region, table).removedAt.put(path, world.schedule.now());
  }

  void something(Region region) {
    TableHistory history = lake.history(region, table);
    if (!history.isLive()) {
      return;
    }
    switch (world.random.nextInt(5)) {
      case 0, 1 -> vacuum(region, history);
      case 2 -> cleanUp(region, history);
      default -> {
        if (world.scenario.richTables()) {
          checkpoint(region, history);
        }
      }
    }
  }

  private void checkpoint(Region region, TableHistory history) {
    CommitRecord head = history.commits.lastEntry().getValue();
    if (history.checkpoints.containsKey(head.version())) {
      return;
    }
    String name =
        DeltaText.checkpointName(
            head.version(), new UUID(world.random.nextLong(), world.random.nextLong()));
    String beginning = DeltaText.protocol(true) + DeltaText.metadata("id-of-" + table, true);
    byte[] bytes = DeltaText.checkpoint(head.version(), beginning, head.live().values());
    Location log = LogListing.folder(region.table(table));
    byte[] hint = DeltaText.lastCheckpoint(head.version(), name, bytes.length);
    change(
        region,
        StoreOperation.CREATE_EXCLUSIVE,
        log.resolve(name),
        () -> region.store.createExclusive(NewObject.of(log.resolve(name), bytes)));
    region.store.overwrite(NewObject.of(log.resolve("_last_checkpoint"), hint));
    world.counters.count("checkpoints");
  }

  /** Removes what is before an old enough checkpoint. */
  private void cleanUp(Region region, TableHistory history) {
    long old = world.schedule.now() - RETENTION;
    Optional<Long> from =
        history.checkpoints.descendingKeySet().stream()
            .filter(
                version -> {
                  CommitRecord commit = history.commits.get(version);
                  return commit != null && commit.visibleAt() < old;
                })
            .findFirst();
    if (from.isEmpty()) {
      return;
    }
    Location root = region.table(table);
    List<Long> commits = List.copyOf(history.commits.headMap(from.get(), false).keySet());
    Map<Long, String> checkpoints = Map.copyOf(history.checkpoints.headMap(from.get(), false));
    commits.forEach(version -> delete(region, LogListing.commit(root, version)));
    new TreeMap<>(checkpoints)
        .values()
        .forEach(name -> delete(region, LogListing.folder(root).resolve(name)));
    world.counters.count("cleanups");
  }

  private void delete(Region region, Location location) {
    change(region, StoreOperation.DELETE, location, () -> region.store.delete(location));
  }

  private void change(
      Region region, StoreOperation operation, Location location, Runnable request) {
    Optional<ByteBuffer> before =
        region.store.open(location).map(ObjectContent::readAll).map(ByteBuffer::wrap);
    request.run();
    world.note(process, operation, location, "done");
    world.witness().carriedOut(new StoreEffect(process, region, operation, location, before));
  }

  /** Removes files that have not been live for long enough. */
  private void vacuum(Region region, TableHistory history) {
    long old = world.schedule.now() - RETENTION;
    Map<String, LiveFile> live = history.commits.lastEntry().getValue().live();
    List<String> paths =
        history.removedAt.entrySet().stream()
            .filter(removed -> removed.getValue() < old)
            .map(Map.Entry::getKey)
            .filter(path -> live.values().stream().noneMatch(file -> file.path().equals(path)))
            .toList();
    for (String path : paths) {
      lake.vacuum(region, table, path);
      history.removedAt.remove(path);
      world.counters.count("vacuumed");
    }
  }
}
