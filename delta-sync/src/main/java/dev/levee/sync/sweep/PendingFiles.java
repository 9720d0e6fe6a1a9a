package dev.levee.sync.sweep;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Files that looks agree about: absent from the primary, and nothing speaks for them. A file counts
 * from the first of an unbroken row of looks that all found it absent, in the same state.
 */
final class PendingFiles {
  private record Pending(AbsentFile file, long since) {}

  private final Duration interval;
  private Map<String, Pending> files = Map.of();

  PendingFiles(Duration interval) {
    this.interval = interval;
  }

  /** What a look found that began then; files that it did not find count no longer. */
  void found(Collection<AbsentFile> absent, long begunAt) {
    Map<String, Pending> next = new LinkedHashMap<>();
    for (AbsentFile file : absent) {
      Pending known = files.get(file.key());
      boolean same = known != null && known.file().equals(file);
      next.put(file.key(), same ? known : new Pending(file, begunAt));
    }
    files = next;
  }

  /** Whether looks at least one interval apart agree about the file. */
  boolean isAgreed(AbsentFile file, long begunAt) {
    Pending known = files.get(file.key());
    return known != null
        && known.file().equals(file)
        && begunAt - known.since() >= interval.toNanos();
  }

  /** A look that could not be trusted: what was found before it counts no longer. */
  void forget() {
    files = Map.of();
  }

  /** The first keys, in their order. */
  List<String> keys(int most) {
    Stream<String> sorted = files.keySet().stream().sorted(Comparator.naturalOrder());
    return sorted.limit(most).toList();
  }

  int size() {
    return files.size();
  }
}
