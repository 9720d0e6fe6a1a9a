package dev.levee.bench;

import dev.levee.daemon.report.Json;
import dev.levee.sync.store.embedded.EmbeddedS3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Two embedded S3 servers in a process of their own, until its standard input ends. */
final class ServerProcess {
  static final String ACCESS_KEY = "bench";
  static final String SECRET_KEY = "bench-secret";
  static final String PRIMARY = "primary";
  static final String SECONDARY = "secondary";

  /** A commit is one request, however large it is. */
  private static final long LARGEST_BODY = 640L << 20;

  private ServerProcess() {}

  /** Where the servers are. */
  record Endpoints(URI primary, URI secondary) {}

  /** Serves two buckets in the folder that is the one argument. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    EmbeddedS3Server.Listener listener = EmbeddedS3Server.Listener.loopback(ACCESS_KEY, SECRET_KEY);
    try (EmbeddedS3Server primary =
            EmbeddedS3Server.inFolder(folder.resolve(PRIMARY), listener, LARGEST_BODY);
        EmbeddedS3Server secondary =
            EmbeddedS3Server.inFolder(folder.resolve(SECONDARY), listener, LARGEST_BODY)) {
      primary.createBucket(PRIMARY);
      secondary.createBucket(SECONDARY);
      System.out.println(Json.write(new Endpoints(primary.endpoint(), secondary.endpoint())));
      while (System.in.read() >= 0) {
        // Nobody writes: the parent holds the pipe open as long as it lives.
      }
    }
  }
}
