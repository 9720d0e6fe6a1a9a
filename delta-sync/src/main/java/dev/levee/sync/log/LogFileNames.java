package dev.levee.sync.log;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms of names in {@code _delta_log}. */
final class LogFileNames {
  /** The form of all versions in names. */
  private static final Pattern VERSION_FILE = Pattern.compile("(\\d{20})\\.(.+)", Pattern.DOTALL);

  /** What engines that count digits loosely take for a commit. */
  private static final Pattern LOOSE_COMMIT = Pattern.compile("\\d+\\.json");

  /** {@code checkpoint.0000000002.0000000003.parquet}. */
  private static final Pattern CHECKPOINT_PART =
      Pattern.compile("checkpoint\\.(\\d{10})\\.(\\d{10})\\.parquet");

  /** {@code checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11.json}. */
  private static final Pattern V2_CHECKPOINT =
      Pattern.compile(
          "checkpoint\\.(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})"
              + "\\.(?:json|parquet)");

  /** {@code 00000000000000000006.compacted.json}. */
  private static final Pattern COMPACTED = Pattern.compile("(\\d{20})\\.compacted\\.json");

  private static final String COMMIT = ".json";
  private static final int VERSION_DIGITS = 20;
  private static final int SAFE_DIGITS = 18;

  private LogFileNames() {}

  static LogFile parse(String name) {
    if (name.equals("_last_checkpoint")) {
      return new LogFile.LastCheckpoint();
    }
    if (isPlainCommit(name)) {
      return new LogFile.Commit(Long.parseLong(name, 0, VERSION_DIGITS, 10));
    }
    Matcher versioned = VERSION_FILE.matcher(name);
    if (versioned.matches()) {
      OptionalLong version = version(versioned.group(1));
      if (version.isPresent()) {
        return ofVersion(version.getAsLong(), versioned.group(2)).orElse(new LogFile.Other(name));
      }
    }
    return LOOSE_COMMIT.matcher(name).matches()
        ? new LogFile.Ambiguous(name)
        : new LogFile.Other(name);
  }

  /** A commit's usual name, as nearly all are. */
  private static boolean isPlainCommit(String name) {
    if (name.length() != VERSION_DIGITS + COMMIT.length() || !name.endsWith(COMMIT)) {
      return false;
    }
    for (int i = 0; i < VERSION_DIGITS; i++) {
      // A version of more than 18 digits may be too large for a number.
      char highest = i < VERSION_DIGITS - SAFE_DIGITS ? '0' : '9';
      if (name.charAt(i) < '0' || name.charAt(i) > highest) {
        return false;
      }
    }
    return true;
  }

  private static Optional<LogFile> ofVersion(long version, String rest) {
    switch (rest) {
      case "json":
        return Optional.of(new LogFile.Commit(version));
      case "crc":
        return Optional.of(new LogFile.Checksum(version));
      case "checkpoint.parquet":
        return Optional.of(new LogFile.Checkpoint(version, CheckpointKind.CLASSIC, 1, 1, ""));
      default:
        return part(version, rest)
            .or(() -> v2Checkpoint(version, rest))
            .or(() -> compaction(version, rest));
    }
  }

  private static Optional<LogFile> part(long version, String rest) {
    Matcher matcher = CHECKPOINT_PART.matcher(rest);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long part = Long.parseLong(matcher.group(1));
    long parts = Long.parseLong(matcher.group(2));
    boolean possible = 1 <= part && part <= parts && parts <= Integer.MAX_VALUE;
    return possible
        ? Optional.of(
            new LogFile.Checkpoint(version, CheckpointKind.MULTI_PART, (int) part, (int) parts, ""))
        : Optional.empty();
  }

  private static Optional<LogFile> v2Checkpoint(long version, String rest) {
    Matcher matcher = V2_CHECKPOINT.matcher(rest);
    return matcher.matches()
        ? Optional.of(new LogFile.Checkpoint(version, CheckpointKind.V2, 1, 1, matcher.group(1)))
        : Optional.empty();
  }

  private static Optional<LogFile> compaction(long first, String rest) {
    Matcher matcher = COMPACTED.matcher(rest);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    OptionalLong last = version(matcher.group(1));
    return last.isPresent() && last.getAsLong() >= first
        ? Optional.of(new LogFile.Compaction(first, last.getAsLong()))
        : Optional.empty();
  }

  private static OptionalLong version(String digits) {
    try {
      return OptionalLong.of(Long.parseLong(digits));
    } catch (NumberFormatException tooLarge) {
      return OptionalLong.empty();
    }
  }
}
