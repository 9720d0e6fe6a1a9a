package dev.levee.sync.log;

import static java.util.Objects.requireNonNull;

/**
 * What a name directly in {@code _delta_log} means (Delta protocol, "File Types"). Only the exact
 * forms of the protocol count; everything else is {@link Other} and is left alone.
 */
public sealed interface LogFile {
  /** A commit: {@code 00000000000000000007.json}. */
  record Commit(long version) implements LogFile {}

  /**
   * A checkpoint, or one part of one.
   *
   * @param version whose state it holds
   * @param kind which of the naming schemes
   * @param part from 1; 1 where there is only one
   * @param parts how many there are
   * @param uniqueId the UUID of a V2 checkpoint, else empty
   */
  record Checkpoint(long version, CheckpointKind kind, int part, int parts, String uniqueId)
      implements LogFile {
    /** Checks that all is there. */
    public Checkpoint {
      requireNonNull(kind, "kind");
      requireNonNull(uniqueId, "uniqueId");
    }
  }

  /** A version checksum: {@code 00000000000000000007.crc}. */
  record Checksum(long version) implements LogFile {}

  /** Commits in one file: {@code 00000000000000000004.00000000000000000006.compacted.json}. */
  record Compaction(long first, long last) implements LogFile {}

  /** The hint {@code _last_checkpoint}. */
  record LastCheckpoint() implements LogFile {}

  /**
   * Digits and {@code .json}, but not 20 digits, or more than a version can be: some engines read
   * it as a commit and some do not.
   */
  record Ambiguous(String name) implements LogFile {}

  /** Everything else. Ignored. */
  record Other(String name) implements LogFile {}

  /** What the name of a file directly in {@code _delta_log} means. */
  static LogFile parse(String name) {
    return LogFileNames.parse(name);
  }

  /** The name of a version's commit. */
  static String commitName(long version) {
    return versionText(version) + ".json";
  }

  /** The name of a version's checkpoint in one file. */
  static String checkpointName(long version) {
    return versionText(version) + ".checkpoint.parquet";
  }

  /** The name of a version's checksum. */
  static String checksumName(long version) {
    return versionText(version) + ".crc";
  }

  /** A version as all names in the log begin with it: 20 digits. */
  static String versionText(long version) {
    if (version < 0) {
      throw new IllegalArgumentException("a version is not negative: " + version);
    }
    String digits = Long.toString(version);
    return "00000000000000000000".substring(digits.length()) + digits;
  }
}
