package dev.levee.daemon.quickstart;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder for one run, {@code run-1}, {@code run-2}, …, with everything in it. It is locked as
 * long as the run goes on.
 */
final class RunFolder implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("run-(\\d{1,9})");
  private static final String LOCK = ".lock";

  private final Path path;
  private final FileChannel lock;

  private RunFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the next folder.
   *
   * @param parent where runs are; made when missing
   * @param keep whether the folders of runs that have ended stay
   */
  static RunFolder create(Path parent, boolean keep) throws IOException {
    Files.createDirectories(parent);
    List<Path> earlier = runs(parent);
    int last = earlier.isEmpty() ? 0 : number(earlier.get(earlier.size() - 1));
    if (!keep) {
      for (Path folder : earlier) {
        removeIfEnded(folder);
      }
    }
    Path path = Files.createDirectory(parent.resolve("run-" + (last + 1)));
    FileChannel channel = lockFile(path);
    FileLock unused = channel.lock();
    return new RunFolder(path, channel);
  }

  private static List<Path> runs(Path parent) throws IOException {
    try (Stream<Path> children = Files.list(parent)) {
      return children
          .filter(child -> NAME.matcher(child.getFileName().toString()).matches())
          .filter(child -> Files.isRegularFile(child.resolve(LOCK)))
          .sorted(Comparator.comparing(RunFolder::number))
          .toList();
    }
  }

  private static int number(Path folder) {
    return Integer.parseInt(NAME.matcher(folder.getFileName().toString()).replaceFirst("$1"));
  }

  private static FileChannel lockFile(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void removeIfEnded(Path folder) throws IOException {
    try (FileChannel channel = lockFile(folder);
        FileLock held = channel.tryLock()) {
      if (held != null) {
        removeAll(folder);
      }
    }
  }

  private static void removeAll(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
