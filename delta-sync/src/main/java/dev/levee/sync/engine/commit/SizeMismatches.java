package dev.levee.sync.engine.commit;

import dev.levee.sync.copy.CopyOutcome;
import dev.levee.sync.copy.TableCopier;
import java.util.List;
import java.util.Optional;

/**
 * Finds files that are not as large as the log says. The real bytes are mirrored: which of the two
 * is wrong, only the table's writer can tell.
 */
final class SizeMismatches {
  private SizeMismatches() {}

  /** One warning for all that were copied just now; none for what was there before. */
  static Optional<String> warning(List<TableCopier.Result> results) {
    List<String> mismatches =
        results.stream().flatMap(result -> mismatch(result).stream()).toList();
    return mismatches.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "SIZE_MISMATCH: %d files are not as large as the log says: %s"
                .formatted(mismatches.size(), mismatches.get(0)));
  }

  private static Optional<String> mismatch(TableCopier.Result result) {
    long stated = result.object().size().orElse(-1);
    return result.outcome() instanceof CopyOutcome.Copied copied
            && stated >= 0
            && stated != copied.bytes()
        ? Optional.of(
            "%s has %d bytes, not %d".formatted(result.object().source(), copied.bytes(), stated))
        : Optional.empty();
  }
}
