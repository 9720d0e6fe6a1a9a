package dev.levee.sync.store.s3;

import java.time.Duration;

/**
 * How a store is reached.
 *
 * @param maximum connections at the same time; a call waits for one as long as for an answer
 * @param connectTimeout for a connection to be made
 * @param readTimeout the longest silence within a request; one of which the server takes nothing
 *     ends after once to twice that
 * @param attempts for each request, the first included; exclusive creation has one only
 */
public record S3Connections(
    int maximum, Duration connectTimeout, Duration readTimeout, int attempts) {
  /** For a store in the same region or the next. */
  public static final S3Connections DEFAULT =
      new S3Connections(128, Duration.ofSeconds(5), Duration.ofSeconds(30), 4);

  /** Checks the bounds. */
  public S3Connections {
    if (maximum < 1 || attempts < 1 || !isPositive(connectTimeout) || !isPositive(readTimeout)) {
      throw new IllegalArgumentException(
          "connections, attempts and timeouts are positive: %d, %d, %s, %s"
              .formatted(maximum, attempts, connectTimeout, readTimeout));
    }
  }

  private static boolean isPositive(Duration duration) {
    return duration.compareTo(Duration.ZERO) > 0;
  }
}
