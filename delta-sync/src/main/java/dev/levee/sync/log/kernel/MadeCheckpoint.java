package dev.levee.sync.log.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.levee.sync.log.Protocol;
import dev.levee.sync.store.ObjectBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A checkpoint that has been made and not yet published.
 *
 * @param version whose state it holds
 * @param protocol in force
 * @param actions how many
 * @param body its bytes, until it is closed
 * @param file that holds them
 */
public record MadeCheckpoint(
    long version, Protocol protocol, long actions, ObjectBody body, Path file)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MadeCheckpoint.class);

  /** Checks that all is there. */
  public MadeCheckpoint {
    requireNonNull(protocol, "protocol");
    requireNonNull(body, "body");
    requireNonNull(file, "file");
  }

  /** What {@code _last_checkpoint} says of it (Delta protocol, "Last Checkpoint File"). */
  public byte[] hint() {
    return "{\"version\":%d,\"size\":%d}".formatted(version, actions).getBytes(UTF_8);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("temporary file {} could not be removed", file, e);
    }
  }
}
