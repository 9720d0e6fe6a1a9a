package dev.levee.sync.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.log.Commit;
import dev.levee.sync.log.CommitReader;
import dev.levee.sync.log.CommitRejectedException;
import dev.levee.sync.log.LogFile;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.log.kernel.KernelCheckpoints;
import dev.levee.sync.log.kernel.MadeCheckpoint;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.CommitPlanner;
import dev.levee.sync.plan.PlanOutcome;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A table whose files are another one's: its log is that of one of Spark's tables, but names every
 * file, and every file of deletion vectors, by its absolute path in the other table.
 */
public final class ShallowClone {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectStore store;
  private final Location source;
  private final Location root;
  private final SortedMap<String, byte[]> files;

  /**
   * A clone at {@code root} of a table of {@link SparkTables} whose files are at {@code source}.
   */
  public ShallowClone(String table, ObjectStore store, Location source, Location root) {
    this.files = SparkTables.files(table);
    this.store = store;
    this.source = source;
    this.root = root;
  }

  /** Writes the files that the source table lacks, without its log: it is no table of its own. */
  public ShallowClone writeFiles() {
    files.forEach(
        (key, bytes) -> {
          if (!key.startsWith("_delta_log/")) {
            var unused = store.createExclusive(NewObject.of(source.resolve(key), bytes));
          }
        });
    return this;
  }

  /** Writes these versions of the clone's log, as many of them as there are. */
  public ShallowClone writeCommits(long first, long last) {
    for (long version = first; version <= last && hasVersion(version); version++) {
      put(LogListing.commit(root, version), commit(version).getBytes(UTF_8));
    }
    return this;
  }

  /** Writes one of the table's commits under another version: fences have taken some. */
  public ShallowClone writeCommitAs(long version, long ofVersion) {
    put(LogListing.commit(root, version), commit(ofVersion).getBytes(UTF_8));
    return this;
  }

  private boolean hasVersion(long version) {
    return files.containsKey("_delta_log/" + LogFile.commitName(version));
  }

  /** A version's commit, with absolute paths. */
  public String commit(long version) {
    String lines = new String(files.get("_delta_log/" + LogFile.commitName(version)), UTF_8);
    return lines.lines().map(this::absolute).collect(Collectors.joining("\n", "", "\n"));
  }

  /** Adds a file of the clone's own, by a relative path: one that the source has in a version. */
  public ShallowClone writeOwnFile(long version, long ofVersion) {
    String lines = new String(files.get("_delta_log/" + LogFile.commitName(ofVersion)), UTF_8);
    String add =
        lines.lines().filter(line -> line.startsWith("{\"add\"")).findFirst().orElseThrow();
    for (RequiredObject object : objects(add)) {
      String key = object.source().relativeTo(source).orElseThrow();
      put(root.resolve(key), files.get(key));
    }
    put(LogListing.commit(root, version), (add + "\n").getBytes(UTF_8));
    return this;
  }

  /** Writes a checkpoint of a version, the hint that names it, and a checksum with paths in it. */
  public ShallowClone writeCheckpoint(long version) {
    try (MadeCheckpoint made =
        new KernelCheckpoints(store).make(root, version, UnaryOperator.identity())) {
      Location log = LogListing.folder(root);
      put(new NewObject(log.resolve(LogFile.checkpointName(version)), made.body(), Map.of()));
      store.overwrite(NewObject.of(log.resolve("_last_checkpoint"), made.hint()));
      put(
          log.resolve("%020d.crc".formatted(version)),
          "{\"allFiles\":[{\"path\":\"%sx\"}]}".formatted(source).getBytes(UTF_8));
    }
    return this;
  }

  private String absolute(String line) {
    try {
      ObjectNode action = (ObjectNode) JSON.readTree(line);
      for (String name : List.of("add", "remove", "cdc")) {
        if (action.get(name) instanceof ObjectNode file) {
          file.put("path", source + file.get("path").textValue());
          JsonNode vector = file.get("deletionVector");
          if (vector != null && vector.get("storageType").textValue().equals("u")) {
            ((ObjectNode) vector).put("storageType", "p").put("pathOrInlineDv", vectorFile(line));
          }
        }
      }
      return JSON.writeValueAsString(action);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String vectorFile(String line) {
    return objects(line.replace("{\"remove\"", "{\"add\"")).stream()
        .filter(object -> object.kind() == RequiredObject.Kind.DELETION_VECTOR)
        .map(object -> object.source().toString())
        .findFirst()
        .orElseThrow();
  }

  private List<RequiredObject> objects(String line) {
    CommitPlanner planner =
        new CommitPlanner(new TableRoots(new TableId("data", "source"), source, source));
    try {
      Commit commit = new CommitReader().read(1, new ByteArrayInputStream(line.getBytes(UTF_8)));
      return ((PlanOutcome.Planned) planner.plan(commit, Protocol.legacy(3, 7))).plan().objects();
    } catch (CommitRejectedException | IOException e) {
      throw new IllegalStateException(line, e);
    }
  }

  private void put(Location location, byte[] bytes) {
    put(NewObject.of(location, bytes));
  }

  private void put(NewObject object) {
    if (!(store.createExclusive(object) instanceof CreateOutcome.Created)) {
      throw new IllegalStateException(object.location() + " is there");
    }
  }
}
