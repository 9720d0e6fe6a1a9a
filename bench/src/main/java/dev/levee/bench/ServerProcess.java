package dev.levee.bench;

import dev.levee.daemon.report.Json;
import dev.levee.sync.store.embedded.EmbeddedS3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** One or two embedded S3 servers in a process of their own, until its standard input ends. */
final class ServerProcess {
  static final String ACCESS_KEY = "bench";
  static final String SECRET_KEY = "bench-secret";
  static final String PRIMARY = "primary";
  static final String SECONDARY = "secondary";

  /** The second argument for one server with both buckets. */
  static final String ONE_ENDPOINT = "one-endpoint";

  /** A commit is one request, however large it is. */
  private static final long LARGEST_BODY = 640L << 20;

  private ServerProcess() {}

  /** Where the servers are. */
  record Endpoints(URI primary, URI secondary) {}

  /** Serves two buckets in the folder that is the first argument. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    EmbeddedS3Server.Listener listener = EmbeddedS3Server.Listener.loopback(ACCESS_KEY, SECRET_KEY);
    try (EmbeddedS3Server first =
        EmbeddedS3Server.inFolder(folder.resolve(PRIMARY), listener, LARGEST_BODY)) {
      first.createBucket(PRIMARY);
      if (arguments.length > 1 && arguments[1].equals(ONE_ENDPOINT)) {
        first.createBucket(SECONDARY);
        serve(new Endpoints(first.endpoint(), first.endpoint()));
        return;
      }
      try (EmbeddedS3Server second =
          EmbeddedS3Server.inFolder(folder.resolve(SECONDARY), listener, LARGEST_BODY)) {
        second.createBucket(SECONDARY);
        serve(new Endpoints(first.endpoint(), second.endpoint()));
      }
    }
  }

  private static void serve(Endpoints endpoints) throws IOException {
    System.out.println(Json.write(endpoints));
    while (System.in.read() >= 0) {
      // Nobody writes: the parent holds the pipe open as long as it lives.
    }
  }
}
