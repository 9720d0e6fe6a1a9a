package dev.levee.sync.store.local;

import java.io.IOException;
import java.nio.file.Path;

/** A way to give a finished temporary file its name if that is free, in one step. */
@FunctionalInterface
interface Publication {
  /**
   * Publishes the file. The temporary name may be left over, for the caller to delete.
   *
   * @return whether the name was free
   */
  boolean publish(Path temporary, Path file) throws IOException;
}
