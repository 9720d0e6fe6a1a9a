package dev.levee.sync.verify;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is looked at, from many threads. */
final class Tally {
  /** What is counted; see {@link Checked}. */
  enum Count {
    COMMITS,
    COMMITS_BY_BYTES,
    COMMITS_BY_ETAG,
    COMMITS_GONE_FROM_PRIMARY,
    FILES,
    FILES_MISSING,
    FILES_BY_SIZE,
    FILES_BY_BYTES,
    FILES_BY_ETAG,
    BYTES_COMPARED,
    FILES_GONE_FROM_PRIMARY,
    FILES_GONE_FROM_BOTH,
    ARTEFACTS,
    ARTEFACTS_REWRITTEN
  }

  private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
  private volatile OptionalLong firstVersion = OptionalLong.empty();
  private volatile OptionalLong rows = OptionalLong.empty();

  Tally() {
    for (Count count : Count.values()) {
      counts.put(count, new LongAdder());
    }
  }

  void one(Count count) {
    add(count, 1);
  }

  void add(Count count, long number) {
    counts.get(count).add(number);
  }

  void firstVersion(long version) {
    firstVersion = OptionalLong.of(version);
  }

  void rows(long number) {
    rows = OptionalLong.of(number);
  }

  private long of(Count count) {
    return counts.get(count).sum();
  }

  Checked checked() {
    return new Checked(
        firstVersion,
        of(Count.COMMITS),
        of(Count.COMMITS_BY_BYTES),
        of(Count.COMMITS_BY_ETAG),
        of(Count.COMMITS_GONE_FROM_PRIMARY),
        of(Count.FILES),
        of(Count.FILES_MISSING),
        of(Count.FILES_BY_SIZE),
        of(Count.FILES_BY_BYTES),
        of(Count.FILES_BY_ETAG),
        of(Count.BYTES_COMPARED),
        of(Count.FILES_GONE_FROM_PRIMARY),
        of(Count.FILES_GONE_FROM_BOTH),
        of(Count.ARTEFACTS),
        of(Count.ARTEFACTS_REWRITTEN),
        rows);
  }
}
