package dev.levee.sync.plan;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.rewrite.PathTransform;
import java.util.Optional;

/**
 * Finds the places of files by their paths in a log. An absolute path has one only where a location
 * mapping covers it and its spelling can be rewritten and taken back.
 */
final class FilePlaces {
  private final TableRoots roots;
  private final PathTransform paths;

  FilePlaces(TableRoots roots, PathTransform paths) {
    this.roots = requireNonNull(roots, "roots");
    this.paths = requireNonNull(paths, "paths");
  }

  FilePlace of(String path) throws UnusablePathException {
    if (LogPath.isAbsolute(path)) {
      return ofAbsolute(path);
    }
    String key = LogPath.decode(path);
    return new FilePlace(roots.source().resolve(key), roots.target().resolve(key));
  }

  FilePlace ofAbsolute(String path) throws UnusablePathException {
    if (!LogPath.isAbsolute(path)) {
      throw LogPath.outside(path);
    }
    Location source = LogPath.locate(path);
    Optional<String> rewritten = paths.rewrite(path);
    if (rewritten.isEmpty()) {
      throw refused(path, source);
    }
    return new FilePlace(source, LogPath.locate(rewritten.get()));
  }

  private UnusablePathException refused(String path, Location source) {
    boolean named = !path.startsWith("/") && paths.knowsScheme(source.scheme());
    if (!named) {
      return LogPath.outside(path);
    }
    return paths.covers(source)
        ? unusual(path)
        : new UnusablePathException(
            HoldReason.MISSING_LOCATION_MAPPING,
            "no location mapping covers a file outside the table",
            path);
  }

  private static UnusablePathException unusual(String path) {
    return new UnusablePathException(
        HoldReason.ABSOLUTE_PATH, "a path that could not be rewritten and taken back", path);
  }

  /**
   * Refuses what may stand in no log that is rewritten: a removed file under a mapping whose path
   * cannot be, and one outside that would be taken for a rewritten path on the way back.
   */
  void checkRemoved(String path) throws UnusablePathException {
    if (!LogPath.isAbsolute(path) || paths.rewrite(path).isPresent()) {
      return;
    }
    if (paths.looksRewritten(path) || isCovered(path)) {
      throw unusual(path);
    }
  }

  private boolean isCovered(String path) {
    try {
      return paths.covers(LogPath.locate(path));
    } catch (UnusablePathException nowhere) {
      return false;
    }
  }

  /** Whether a path is another one in the secondary's log. */
  boolean changes(String path) {
    return paths.changes(path);
  }
}
