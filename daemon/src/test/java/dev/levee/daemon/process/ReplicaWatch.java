package dev.levee.daemon.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks again and again at the folder that the secondary's server keeps a table in. Whenever a
 * version is first seen, all before it must be there and all of its files too, and from then on the
 * commit and its files must stay the very same files of the file system: the server writes an
 * object anew as another file.
 */
final class ReplicaWatch implements Runnable {
  private static final Pattern COMMIT = Pattern.compile("\\d{20}\\.json");
  private static final Pattern ADDED = Pattern.compile("\"add\":\\{\"path\":\"([^\"]+)\"");

  private final Path table;
  private final Path log;
  private final Map<Path, Object> published = new HashMap<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile long seen;

  ReplicaWatch(Path table) {
    this.table = table;
    this.log = table.resolve("_delta_log");
  }

  /** One look. What it finds wrong is told by {@link #check}. */
  @Override
  public void run() {
    try {
      look();
    } catch (IOException | UncheckedIOException | AssertionError e) {
      failure.compareAndSet(null, e);
    }
  }

  private void look() throws IOException {
    SortedSet<String> commits = commits();
    for (long version = 0; version < commits.size(); version++) {
      String name = "%020d.json".formatted(version);
      if (!commits.contains(name)) {
        throw new AssertionError(table + " has " + commits.last() + " without " + name);
      }
      if (version >= seen) {
        record(log.resolve(name));
        seen = version + 1;
      }
    }
  }

  private SortedSet<String> commits() throws IOException {
    if (!Files.isDirectory(log)) {
      return new TreeSet<>();
    }
    try (Stream<Path> files = Files.list(log)) {
      return new TreeSet<>(
          files
              .map(file -> file.getFileName().toString())
              .filter(COMMIT.asMatchPredicate())
              .toList());
    }
  }

  private void record(Path commit) throws IOException {
    published.put(commit, identity(commit));
    for (String name : added(Files.readString(commit))) {
      Path file = table.resolve(name);
      try {
        published.put(file, identity(file));
      } catch (NoSuchFileException e) {
        throw new AssertionError(commit + " was published before " + name, e);
      }
    }
  }

  private static List<String> added(String commit) {
    List<String> names = new ArrayList<>();
    Matcher add = ADDED.matcher(commit);
    while (add.find()) {
      names.add(add.group(1));
    }
    return names;
  }

  private static Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /** How many versions were seen. */
  long versions() {
    return seen;
  }

  /** Fails when anything was ever wrong, or a published file has been written anew. */
  void check() throws IOException {
    if (failure.get() != null) {
      throw new AssertionError("seen while the daemon was killed", failure.get());
    }
    for (Map.Entry<Path, Object> file : published.entrySet()) {
      if (!file.getValue().equals(identity(file.getKey()))) {
        throw new AssertionError(file.getKey() + " was written again after it was published");
      }
    }
  }
}
