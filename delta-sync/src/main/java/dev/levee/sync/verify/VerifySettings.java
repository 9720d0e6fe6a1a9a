package dev.levee.sync.verify;

/**
 * How closely to look.
 *
 * @param bytes whether the bytes of every file are compared, and not only that it is there with the
 *     same size
 * @param rows whether both sides are read as tables, and their rows compared
 * @param replicaOnly whether the primary is left out; then bytes cannot be compared
 */
public record VerifySettings(boolean bytes, boolean rows, boolean replicaOnly) {
  /** Checks that there is something to compare bytes with. */
  public VerifySettings {
    if (bytes && replicaOnly) {
      throw new IllegalArgumentException("without the primary there are no bytes to compare with");
    }
  }
}
