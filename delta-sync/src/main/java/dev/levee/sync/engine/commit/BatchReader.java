package dev.levee.sync.engine.commit;

import dev.levee.sync.copy.CopyExecutor;
import dev.levee.sync.copy.Novelty;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.TableId;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads the next commits of a table. Those that a listing has shown are read in parallel, and ahead
 * of their turn; behind them the log is probed, one GET a version, until there is none. Where many
 * are found by that, several are asked for at a time.
 */
public final class BatchReader {
  private static final int MAX_COMMITS = 64;
  private static final int PARALLEL_READS = 16;
  private static final int PROBES_BEFORE_PARALLEL = 4;
  private static final long MAX_BYTES = 64L << 20;

  private final TableId table;
  private final CommitFetcher fetcher;
  private final CopyExecutor executor;
  private final Time time;
  private final ReadAhead ahead;
  private long newestKnown = -1;

  public BatchReader(TableContext context) {
    this.table = context.roots().table();
    this.fetcher =
        new CommitFetcher(context.source(), context.roots().source(), context.rewriting().paths());
    this.executor = context.executor();
    this.time = context.time();
    this.ahead = new ReadAhead(context, fetcher);
  }

  /**
   * The commits from this version on.
   *
   * @param knownHead the newest version that is known to exist
   * @throws TableHeldException when the first of them cannot be used; one that follows good ones
   *     only ends the batch
   */
  public CommitBatch read(long from, long knownHead) throws TableHeldException {
    newestKnown = Math.max(newestKnown, knownHead);
    List<FetchedCommit> commits = new ArrayList<>();
    try {
      Optional<Instant> reachedHead = readInto(commits, from, knownHead);
      return new CommitBatch(commits, reachedHead);
    } catch (TableHeldException e) {
      if (commits.isEmpty()) {
        throw e;
      }
      return new CommitBatch(commits, Optional.empty());
    } catch (RuntimeException e) {
      commits.forEach(FetchedCommit::close);
      throw e;
    }
  }

  /** The commit of this version alone; it says nothing of what comes after. */
  public CommitBatch readOne(long version) throws TableHeldException {
    return new CommitBatch(fetcher.fetch(version).stream().toList(), Optional.empty());
  }

  /**
   * Begins with the first batch of a log, and with copies of its files: each commit's as soon as it
   * is read.
   */
  public void readAhead(LogListing log, long first, Novelty novelty) {
    long bytes = 0;
    long last = first - 1;
    while (last - first + 1 < MAX_COMMITS && log.commits().containsKey(last + 1)) {
      bytes += log.commits().get(last + 1).attributes().size();
      if (bytes > ReadAhead.BYTES) {
        break;
      }
      last++;
    }
    ahead.begin(first, last, novelty);
  }

  /** Begins with what follows a batch, as far as it is known to exist. */
  void readAhead(CommitBatch batch, Novelty novelty) {
    if (!batch.commits().isEmpty()) {
      ahead.begin(batch, newestKnown, novelty);
    }
  }

  /** Drops what was read ahead, and what is known of the head. */
  public void forgetAhead() {
    newestKnown = -1;
    ahead.forget();
  }

  private Optional<Instant> readInto(List<FetchedCommit> commits, long from, long knownHead)
      throws TableHeldException {
    long next = from;
    int probed = 0;
    while (commits.size() < MAX_COMMITS && bytes(commits) < MAX_BYTES) {
      int before = commits.size();
      if (knownHead > next) {
        readAll(commits, next, Math.min(knownHead, next + PARALLEL_READS - 1));
        if (commits.size() == before) {
          return Optional.empty();
        }
      } else {
        Instant begun = time.now();
        int width = width(probed);
        readAll(commits, next, next + width - 1);
        probed += commits.size() - before;
        if (commits.size() < before + width) {
          return Optional.of(begun);
        }
      }
      next += commits.size() - before;
    }
    return Optional.empty();
  }

  /** How many to ask for where so many were found by asking: a burst seldom ends just now. */
  private static int width(int probed) {
    return probed < PROBES_BEFORE_PARALLEL ? 1 : Math.min(PARALLEL_READS, probed / 2);
  }

  private static long bytes(List<FetchedCommit> commits) {
    return commits.stream().mapToLong(FetchedCommit::size).sum();
  }

  private void readAll(List<FetchedCommit> commits, long first, long last)
      throws TableHeldException {
    List<CompletableFuture<Optional<FetchedCommit>>> reads = new ArrayList<>();
    for (long version = first; version <= last; version++) {
      reads.add(reading(version, first == last));
    }
    boolean usable = true;
    TableHeldException held = null;
    StoreException failed = null;
    for (CompletableFuture<Optional<FetchedCommit>> read : reads) {
      try {
        Optional<FetchedCommit> commit = read.join();
        usable &= commit.isPresent();
        if (usable) {
          commits.add(commit.get());
        } else {
          commit.ifPresent(FetchedCommit::close);
        }
      } catch (CompletionException e) {
        if (usable && e.getCause() instanceof TableHeldException hold) {
          held = hold;
        } else if (usable && e.getCause() instanceof StoreException failure) {
          failed = failure;
        } else if (usable) {
          throw e;
        }
        usable = false;
      }
    }
    if (failed != null) {
      throw failed;
    }
    if (held != null) {
      throw held;
    }
  }

  /** A single one is read here and now: it must not wait for the copies of other tables. */
  private CompletableFuture<Optional<FetchedCommit>> reading(long version, boolean alone) {
    Optional<CompletableFuture<Optional<FetchedCommit>>> begun = ahead.take(version);
    if (begun.isPresent()) {
      return begun.get();
    }
    CompletableFuture<Optional<FetchedCommit>> read = new CompletableFuture<>();
    if (alone) {
      read(version, read);
    } else {
      executor.execute(table, () -> read(version, read));
    }
    return read;
  }

  private void read(long version, CompletableFuture<Optional<FetchedCommit>> read) {
    try {
      read.complete(fetcher.fetch(version));
    } catch (TableHeldException | RuntimeException | Error e) {
      read.completeExceptionally(e);
    }
  }
}
