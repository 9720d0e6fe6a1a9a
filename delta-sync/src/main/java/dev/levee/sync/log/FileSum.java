package dev.levee.sync.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A set of live files, summed up in any order.
 *
 * @param count how many
 * @param bytes their sizes as the log says
 * @param high half of the sum of their digests
 * @param low the other half
 */
public record FileSum(long count, long bytes, long high, long low) {
  /** The sum of no files. */
  public static final FileSum NONE = new FileSum(0, 0, 0, 0);

  /**
   * The sum with one more file.
   *
   * @param partitionValues as in the log; {@code null} and empty ones are the same value
   */
  public FileSum and(FileAction.Add file, Map<String, String> partitionValues) {
    long size = file.size().orElse(0);
    Map<String, String> sorted = new TreeMap<>();
    partitionValues.forEach((name, value) -> sorted.put(name, value == null ? "" : value));
    String text =
        String.join(
            "\n",
            file.path(),
            Long.toString(size),
            file.deletionVector().map(DeletionVector::toString).orElse(""),
            sorted.toString());
    ByteBuffer digest = ByteBuffer.wrap(sha256(text));
    return new FileSum(count + 1, bytes + size, high + digest.getLong(), low + digest.getLong());
  }

  /** What people compare. */
  public String summary() {
    return "%d files of %d bytes".formatted(count, bytes);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
