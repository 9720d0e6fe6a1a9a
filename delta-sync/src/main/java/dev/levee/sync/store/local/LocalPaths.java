package dev.levee.sync.store.local;

import static dev.levee.sync.store.StoreException.Kind.INVALID;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.StoreException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keys as files: a key is the path without its first {@code /}, character for character. Names that
 * a file system would take as something else ({@code a//b}, {@code a/../b}, {@code a/}) are
 * refused, and so are those of the store's own temporary files.
 */
final class LocalPaths {
  private static final String TEMPORARY_PREFIX = ".levee-";
  private static final String TEMPORARY_SUFFIX = ".tmp";

  private final String process = Long.toString(ProcessHandle.current().pid());
  private final AtomicLong temporaries = new AtomicLong();

  /** The file of an object. */
  Path file(Location location) {
    String key = location.key();
    if (!location.scheme().equals("file")) {
      throw new StoreException(INVALID, location + " is not in a file system");
    }
    if (key.isEmpty()) {
      throw new StoreException(INVALID, location + " is no name of a file");
    }
    for (String segment : key.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw new StoreException(
            INVALID, location + " has an empty, '.' or '..' segment, which no file can have");
      }
      if (isTemporary(segment)) {
        throw new StoreException(INVALID, location + " has a name that Levee keeps for itself");
      }
    }
    return path(location);
  }

  /** The directory of a prefix. */
  Path directory(Location prefix) {
    return prefix.key().isEmpty() ? path(prefix) : file(withoutSlash(prefix));
  }

  private static Location withoutSlash(Location prefix) {
    String key = prefix.key();
    return new Location(prefix.scheme(), prefix.bucket(), key.substring(0, key.length() - 1));
  }

  private static Path path(Location location) {
    try {
      return Path.of("/" + location.key());
    } catch (InvalidPathException e) {
      throw new StoreException(
          INVALID,
          "%s cannot be the name of a file: %s. Names beyond ASCII need Java to run with a UTF-8 "
                  .formatted(location, e.getReason())
              + "locale, for instance LC_ALL=C.UTF-8",
          e);
    }
  }

  /** A name for a file that no listing shows, beside the one that it will become. */
  Path temporaryBeside(Path file) {
    String name =
        TEMPORARY_PREFIX + process + "-" + temporaries.incrementAndGet() + TEMPORARY_SUFFIX;
    return file.resolveSibling(name);
  }

  static boolean isTemporary(String name) {
    return name.startsWith(TEMPORARY_PREFIX) && name.endsWith(TEMPORARY_SUFFIX);
  }
}
