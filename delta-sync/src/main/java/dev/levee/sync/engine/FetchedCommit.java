package dev.levee.sync.engine;

import dev.levee.sync.log.Commit;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A commit of the primary, read whole and understood.
 *
 * @param commit what it says
 * @param body its bytes
 * @param attributes of the object that was read
 * @param spool the file that holds a large one's bytes until it is closed
 */
record FetchedCommit(
    Commit commit, ObjectBody body, ObjectAttributes attributes, Optional<Path> spool)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FetchedCommit.class);

  long version() {
    return commit.version();
  }

  @Override
  public void close() {
    spool.ifPresent(
        file -> {
          try {
            Files.deleteIfExists(file);
          } catch (IOException e) {
            LOG.warn("temporary file {} could not be removed", file, e);
          }
        });
  }
}
