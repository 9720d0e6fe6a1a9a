package dev.levee.daemon;

import dev.levee.daemon.config.Secret;
import java.io.IOException;
import java.nio.file.Path;

/** An S3 server in this process, for trying things out. */
public interface DevelopmentStore {
  /** A server that runs. */
  interface Running extends AutoCloseable {
    /** Its address such as {@code http://127.0.0.1:9001}. */
    String endpoint();

    @Override
    void close();
  }

  /**
   * Serves a folder on the loopback address.
   *
   * @param port 0 for any free one
   * @throws IOException when the port is taken or the folder cannot be used
   */
  Running start(Path folder, int port, String accessKey, Secret secretKey) throws IOException;
}
