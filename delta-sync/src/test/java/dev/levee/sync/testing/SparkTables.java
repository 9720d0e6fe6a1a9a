package dev.levee.sync.testing;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Delta tables that Spark wrote, and what Spark says of them: one archive per table, and {@code
 * MANIFEST.md}, among the test resources.
 */
public final class SparkTables {
  /** All of them. */
  public static final List<String> NAMES =
      List.of(
          "basic",
          "cdf",
          "column_mapping_name",
          "deletion_vectors",
          "in_commit_timestamps",
          "log_cleanup",
          "multipart_checkpoint",
          "partitioned",
          "schema_evolution",
          "special_partitions",
          "v2_checkpoint_parquet",
          "vacuum");

  private SparkTables() {}

  /** A table's files by their raw keys relative to its root. */
  public static SortedMap<String, byte[]> files(String name) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(resource(name + ".zip"))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Copies a table into a store, commits last and in order, as a writer would have left it. */
  public static void copy(String name, ObjectStore store, Location root) {
    SortedMap<String, byte[]> files = files(name);
    files.entrySet().stream()
        .filter(file -> !isCommit(file.getKey()))
        .forEach(file -> create(store, root, file));
    files.entrySet().stream()
        .filter(file -> isCommit(file.getKey()))
        .forEach(file -> create(store, root, file));
  }

  private static boolean isCommit(String key) {
    return key.matches("_delta_log/\\d{20}\\.json");
  }

  private static void create(ObjectStore store, Location root, Map.Entry<String, byte[]> file) {
    Location location = root.asPrefix().resolve(file.getKey());
    CreateOutcome outcome = store.createExclusive(NewObject.of(location, file.getValue()));
    if (!(outcome instanceof CreateOutcome.Created)) {
      throw new IllegalStateException("copying " + location + ": " + outcome);
    }
  }

  /** Unpacks a table, its files directly below the folder. */
  public static void unpack(String name, Path folder) {
    files(name)
        .forEach(
            (key, bytes) -> {
              Path file = folder.resolve(key);
              try {
                Files.createDirectories(file.getParent());
                Files.write(file, bytes);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /** How many rows Spark read at each version that is in the log; empty where it could not. */
  public static NavigableMap<Long, OptionalLong> rows(String name) {
    NavigableMap<Long, OptionalLong> rows = new TreeMap<>();
    boolean inTable = false;
    for (String line : manifest()) {
      if (line.startsWith("## ")) {
        inTable = line.equals("## " + name);
      } else if (inTable && line.matches("\\| \\d+ \\|.*")) {
        String[] cells = line.split("\\s*\\|\\s*", -1);
        boolean readable = !cells[3].equals("unreadable");
        rows.put(
            Long.parseLong(cells[1]),
            readable ? OptionalLong.of(Long.parseLong(cells[3])) : OptionalLong.empty());
      }
    }
    return rows;
  }

  private static List<String> manifest() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(resource("MANIFEST.md"), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) {
    InputStream stream = SparkTables.class.getResourceAsStream("/tables/" + name);
    if (stream == null) {
      throw new IllegalArgumentException("no test resource tables/" + name);
    }
    return stream;
  }
}
