package dev.levee.sync.engine.commit;

import dev.levee.sync.copy.CopyExecutor;
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
 * Reads the next commits of a table. Those that a listing has shown are read in parallel; behind
 * them the log is probed, one GET a version, until there is none.
 */
public final class BatchReader {
  private static final int MAX_COMMITS = 64;
  private static final int PARALLEL_READS = 16;
  private static final long MAX_BYTES = 64L << 20;

  private final TableId table;
  private final CommitFetcher fetcher;
  private final CopyExecutor executor;
  private final Time time;

  public BatchReader(TableContext context) {
    this.table = context.roots().table();
    this.fetcher =
        new CommitFetcher(context.source(), context.roots().source(), context.rewriting().paths());
    this.executor = context.executor();
    this.time = context.time();
  }

  /**
   * The commits from this version on.
   *
   * @param knownHead the newest version that is known to exist
   * @throws TableHeldException when the first of them cannot be used; one that follows good ones
   *     only ends the batch
   */
  public CommitBatch read(long from, long knownHead) throws TableHeldException {
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

  private Optional<Instant> readInto(List<FetchedCommit> commits, long from, long knownHead)
      throws TableHeldException {
    long next = from;
    while (commits.size() < MAX_COMMITS && bytes(commits) < MAX_BYTES) {
      if (knownHead > next) {
        readKnown(commits, next, Math.min(knownHead, next + PARALLEL_READS - 1));
        if (commits.isEmpty() || commits.get(commits.size() - 1).version() < next) {
          return Optional.empty();
        }
      } else {
        Instant begun = time.now();
        Optional<FetchedCommit> commit = fetcher.fetch(next);
        if (commit.isEmpty()) {
          return Optional.of(begun);
        }
        commits.add(commit.get());
      }
      next = commits.get(commits.size() - 1).version() + 1;
    }
    return Optional.empty();
  }

  private static long bytes(List<FetchedCommit> commits) {
    return commits.stream().mapToLong(FetchedCommit::size).sum();
  }

  private void readKnown(List<FetchedCommit> commits, long first, long last)
      throws TableHeldException {
    List<CompletableFuture<Optional<FetchedCommit>>> reads = new ArrayList<>();
    for (long version = first; version <= last; version++) {
      reads.add(readLater(version));
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

  private CompletableFuture<Optional<FetchedCommit>> readLater(long version) {
    CompletableFuture<Optional<FetchedCommit>> read = new CompletableFuture<>();
    executor.execute(
        table,
        () -> {
          try {
            read.complete(fetcher.fetch(version));
          } catch (TableHeldException | RuntimeException | Error e) {
            read.completeExceptionally(e);
          }
        });
    return read;
  }
}
