package dev.levee.daemon.config;

/**
 * One thing that is wrong with a configuration.
 *
 * @param file the file's name
 * @param line counted from 1
 * @param column counted from 1
 * @param path the key's path such as {@code failover_groups[0].name}; empty for the whole file
 * @param message what is wrong; never holds a secret
 * @param remedy what to do about it
 */
public record ConfigProblem(
    String file, int line, int column, String path, String message, String remedy) {
  /** As compilers write it, so that editors can jump there. */
  @Override
  public String toString() {
    String where = path.isEmpty() ? "" : path + ": ";
    return "%s:%d:%d: %s%s; %s".formatted(file, line, column, where, message, remedy);
  }
}
