package dev.levee.sync.engine.commit;

import static java.util.stream.Collectors.toSet;

import dev.levee.sync.copy.Novelty;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.model.Location;
import dev.levee.sync.plan.CommitPlan;
import dev.levee.sync.plan.PlanOutcome;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.plan.VectorExtent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Reads the commits that come next, and copies their files, while those before them are copied and
 * published one after the other.
 *
 * <p>A head start and nothing else: each commit goes through the same steps in its turn, and takes
 * from here what has been done. What is never taken, because the table turns out to be another one
 * or a commit is held, was read in vain, and files may be in the secondary that no commit names. Of
 * commits whose meaning is not plain nothing is copied ahead, nor are deletion vectors, which are
 * proved first.
 *
 * <p>Used by the table's thread.
 */
final class ReadAhead {
  /** So many bytes of commits at most are ahead of their turn. */
  static final long BYTES = 32L << 20;

  private static final int COMMITS = 128;
  private static final Protocol ANY = Protocol.legacy(1, 2);

  private final TableContext context;
  private final CommitFetcher fetcher;
  private final Map<Long, CompletableFuture<Optional<FetchedCommit>>> reads = new HashMap<>();

  ReadAhead(TableContext context, CommitFetcher fetcher) {
    this.context = context;
    this.fetcher = fetcher;
  }

  /**
   * Begins with what follows a batch.
   *
   * @param knownHead the newest version that is known to exist
   */
  void begin(CommitBatch batch, long knownHead, Novelty novelty) {
    drop(reads.keySet().stream().filter(version -> version <= batch.last()).toList());
    long largest = batch.commits().stream().mapToLong(FetchedCommit::size).max().orElse(BYTES);
    long reach = Math.min(COMMITS, BYTES / Math.max(1, largest));
    begin(batch.last() + 1, Math.min(knownHead, batch.last() + reach), novelty);
  }

  /** Begins with these versions; those of which it has begun before go on. */
  void begin(long first, long last, Novelty novelty) {
    for (long version = first; version <= last; version++) {
      if (!reads.containsKey(version)) {
        reads.put(version, read(version, novelty));
      }
    }
  }

  private CompletableFuture<Optional<FetchedCommit>> read(long version, Novelty novelty) {
    CompletableFuture<Optional<FetchedCommit>> read = new CompletableFuture<>();
    context
        .executor()
        .execute(
            context.roots().table(),
            () -> {
              try {
                Optional<FetchedCommit> commit = fetcher.fetch(version);
                commit.ifPresent(fetched -> copy(fetched, novelty));
                read.complete(commit);
              } catch (TableHeldException | RuntimeException | Error e) {
                read.completeExceptionally(e);
              }
            });
    return read;
  }

  private void copy(FetchedCommit fetched, Novelty novelty) {
    if (fetched.commit().unknownActions().isEmpty()
        && context.planner().plan(fetched.commit(), ANY) instanceof PlanOutcome.Planned planned) {
      context.copyAhead(plain(planned.plan()), novelty);
    }
  }

  private List<RequiredObject> plain(CommitPlan plan) {
    Set<Location> vectors = plan.vectors().stream().map(VectorExtent::source).collect(toSet());
    return plan.objects().stream().filter(object -> !vectors.contains(object.source())).toList();
  }

  /** The commit of a version, if it was begun with; it is the caller's then. */
  Optional<CompletableFuture<Optional<FetchedCommit>>> take(long version) {
    return Optional.ofNullable(reads.remove(version));
  }

  /** Lets go of everything: the table may be another one. */
  void forget() {
    drop(List.copyOf(reads.keySet()));
    context.copier().forget();
  }

  private void drop(List<Long> versions) {
    for (Long version : versions) {
      var unused =
          reads.remove(version).thenAccept(commit -> commit.ifPresent(FetchedCommit::close));
    }
  }
}
