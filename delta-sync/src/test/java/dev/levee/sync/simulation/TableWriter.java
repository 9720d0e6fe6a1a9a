package dev.levee.sync.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Commits to one table, in the region that it believes to be the primary. Its data files are put at
 * once; its commits go through the network as everybody's.
 */
final class TableWriter {
  private static final int ATTEMPTS = 3;

  private final SimulatedProcess process;
  private final String table;
  private final boolean rich;
  private final World world;
  private final Lake lake;
  private final Upkeep upkeep;
  private Region region;
  private boolean mayWrite = true;
  private boolean obeys = true;
  private boolean ended;
  private long commits;

  TableWriter(SimulatedProcess process, String table, World world, Lake lake) {
    this.process = process;
    this.table = table;
    this.rich = world.scenario.richTables();
    this.world = world;
    this.lake = lake;
    this.region = world.east;
    this.upkeep = new Upkeep(process, table, world, lake);
  }

  /** What a commit does, and its lines. */
  private record Draft(CommitContent content, String lines) {}

  SimulatedProcess process() {
    return process;
  }

  /** From now on it writes there. */
  void learns(Region primary) {
    region = primary;
  }

  /** People ask it to write no more, or to go on; not everybody obeys. */
  void mayWrite(boolean allowed) {
    mayWrite = allowed;
    obeys = !world.chance(6);
  }

  void end() {
    ended = true;
  }

  void run() {
    if (lake.history(region, table).isEmpty()
        && lake.history(world.otherThan(region), table).isEmpty()) {
      create();
    }
    while (!ended) {
      world.schedule.sleep(world.upTo(world.scenario.writePause().multipliedBy(2)));
      if (!ended && (mayWrite || !obeys)) {
        if (world.scenario.upkeep() && world.chance(4)) {
          upkeep.something(region);
        } else {
          commitSomething();
        }
      }
    }
  }

  private void create() {
    String lines =
        commitInfo("CREATE TABLE")
            + DeltaText.protocol(rich)
            + DeltaText.metadata("id-of-" + table, rich);
    boolean unused = put(region, 0, new Draft(CommitContent.NO_FILES, lines));
  }

  private String commitInfo(String operation) {
    long millis = world.schedule.now() / 1_000_000 + 1_767_225_600_000L;
    return DeltaText.commitInfo(process.toString(), operation, millis, commits++);
  }

  private void commitSomething() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Region into = region;
      TableHistory history = lake.history(into, table);
      if (!history.isLive()) {
        return;
      }
      CommitRecord head = history.commits.lastEntry().getValue();
      Draft draft = draft(into, List.copyOf(head.live().values()));
      if (world.chance(3)) {
        world.schedule.sleep(world.network.latency());
      }
      if (put(into, head.version() + 1, draft)) {
        return;
      }
    }
  }

  private Draft draft(Region into, List<LiveFile> live) {
    Optional<LiveFile> whole = live.stream().filter(file -> file.vector().isEmpty()).findFirst();
    int kind = world.random.nextInt(10);
    if (kind == 0 && !live.isEmpty()) {
      return replace("OVERWRITE", live, true, into);
    }
    if (kind == 1 && live.size() > 2) {
      return replace("OPTIMIZE", live.subList(0, 2), false, into);
    }
    if (kind == 2 && rich && whole.isPresent()) {
      return deleteRows(whole.get(), into);
    }
    if (kind == 3 && rich) {
      return change(into);
    }
    return kind == 4 && !live.isEmpty() ? delete(live.get(0)) : append(into);
  }

  private Draft append(Region into) {
    List<LiveFile> adds = new ArrayList<>();
    StringBuilder lines = new StringBuilder(commitInfo("WRITE"));
    for (int i = 0; i <= world.random.nextInt(2); i++) {
      LiveFile file = newFile(into, "part-");
      adds.add(file);
      lines.append(file.addLine(true));
    }
    return new Draft(
        new CommitContent("WRITE", adds, List.of(), adds.stream().map(LiveFile::path).toList()),
        lines.toString());
  }

  private Draft replace(String operation, List<LiveFile> old, boolean dataChange, Region into) {
    LiveFile file = newFile(into, operation.toLowerCase(java.util.Locale.ROOT) + "-");
    StringBuilder lines = new StringBuilder(commitInfo(operation));
    old.forEach(one -> lines.append(one.removeLine(dataChange)));
    lines.append(file.addLine(dataChange));
    List<String> removed = old.stream().map(LiveFile::key).toList();
    return new Draft(
        new CommitContent(operation, List.of(file), removed, List.of(file.path())),
        lines.toString());
  }

  private Draft delete(LiveFile file) {
    return new Draft(
        new CommitContent("DELETE", List.of(), List.of(file.key()), List.of()),
        commitInfo("DELETE") + file.removeLine(true));
  }

  /** A deletion vector for a file. */
  private Draft deleteRows(LiveFile file, Region into) {
    UUID id = newId();
    byte[] bitmap = bytes(10 + world.random.nextInt(20));
    String path = "deletion_vector_" + id + ".bin";
    lake.putFile(into, table, path, DeltaText.vectorFile(bitmap));
    LiveFile marked =
        new LiveFile(
            file.path(),
            file.size(),
            Optional.of(new LiveFile.Vector(DeltaText.z85(id), path, bitmap.length)));
    return new Draft(
        new CommitContent(
            "DELETE", List.of(marked), List.of(file.key()), List.of(file.path(), path)),
        commitInfo("DELETE") + file.removeLine(true) + marked.addLine(true));
  }

  /** An append with a change file. */
  private Draft change(Region into) {
    LiveFile file = newFile(into, "part-");
    LiveFile cdc = newFile(into, "_change_data/cdc-");
    String line =
        "{\"cdc\":{\"path\":\"%s\",\"partitionValues\":{},\"size\":%d,\"dataChange\":false}}%n"
            .formatted(cdc.path(), cdc.size());
    return new Draft(
        new CommitContent("UPDATE", List.of(file), List.of(), List.of(file.path(), cdc.path())),
        commitInfo("UPDATE") + file.addLine(true) + line);
  }

  private LiveFile newFile(Region into, String prefix) {
    byte[] bytes = bytes(20 + world.random.nextInt(60));
    String path = prefix + newId() + ".parquet";
    lake.putFile(into, table, path, bytes);
    return new LiveFile(path, bytes.length, Optional.empty());
  }

  private byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    world.random.nextBytes(bytes);
    return bytes;
  }

  private UUID newId() {
    return new UUID(world.random.nextLong(), world.random.nextLong());
  }

  /** Commits; false when the version was taken. What is not answered is left as it is. */
  private boolean put(Region into, long version, Draft draft) {
    byte[] bytes = draft.lines().getBytes(UTF_8);
    lake.isAboutTo(bytes, draft.content());
    SimulatedStore store = new SimulatedStore(process, into, world, new Mishaps(world));
    CreateOutcome outcome =
        store.createExclusive(NewObject.of(LogListing.commit(into.table(table), version), bytes));
    world.counters.count("commits " + draft.content().operation());
    if (outcome instanceof CreateOutcome.Created) {
      draft.content().removed().forEach(key -> upkeep.removed(into, key));
    }
    return !(outcome instanceof CreateOutcome.Exists);
  }
}
