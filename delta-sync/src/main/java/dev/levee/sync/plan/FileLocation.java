package dev.levee.sync.plan;

import dev.levee.sync.model.Location;
import java.util.Optional;

/** Where a file lies that a log names. */
public final class FileLocation {
  private FileLocation() {}

  /**
   * The location of a path of a log; empty where engines would not agree on one.
   *
   * @param root of the table whose log it is
   */
  public static Optional<Location> of(Location root, String path) {
    try {
      return Optional.of(
          LogPath.isAbsolute(path) ? LogPath.locate(path) : root.resolve(LogPath.decode(path)));
    } catch (UnusablePathException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether a path of a log names a file below the table's root, in a way that engines agree on.
   */
  public static boolean isWithinTable(String path) {
    try {
      return !LogPath.isAbsolute(path) && !LogPath.decode(path).isEmpty();
    } catch (UnusablePathException e) {
      return false;
    }
  }
}
