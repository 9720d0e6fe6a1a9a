package dev.levee.daemon.stores;

import dev.levee.daemon.DevelopmentStore;
import dev.levee.daemon.config.Secret;
import dev.levee.sync.store.embedded.EmbeddedS3Server;
import java.io.IOException;
import java.nio.file.Path;

/** Serves a folder through the embedded S3 server, on the loopback address only. */
public final class EmbeddedDevelopmentStore implements DevelopmentStore {
  private static final String LOOPBACK = "127.0.0.1";

  @Override
  public Running start(Path folder, int port, String accessKey, Secret secretKey)
      throws IOException {
    EmbeddedS3Server.Listener listener =
        new EmbeddedS3Server.Listener(LOOPBACK, port, accessKey, secretKey.reveal());
    try {
      return new Server(EmbeddedS3Server.inFolder(folder, listener));
    } catch (IllegalStateException e) {
      throw new IOException(e.getCause() == null ? e.getMessage() : rootMessage(e), e);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }

  private record Server(EmbeddedS3Server server) implements Running {
    @Override
    public String endpoint() {
      return server.endpoint().toString();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
