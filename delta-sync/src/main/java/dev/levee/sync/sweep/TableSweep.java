package dev.levee.sync.sweep;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.store.PairedPrefix;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.sweep.DeletionRules.Decision;
import dev.levee.sync.sweep.DeletionRules.Facts;
import dev.levee.sync.sweep.DeletionRules.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The sweep of one replicated table.
 *
 * <p>A look walks both sides once. Only when something is absent from the primary is the replica's
 * log read and are both sides walked again, to see that the listing shows every live file.
 */
public final class TableSweep implements Sweep {
  private final PairedPrefix sides;
  private final DeletePolicy policy;
  private final Replicated replicated;
  private final LogReferences references;
  private final PendingFiles pending;
  private final AgreedFiles agreed;
  private final Set<String> neverNamed = new HashSet<>();
  private long lookedAt;
  private volatile DeletesStatus status = DeletesStatus.NONE;

  /**
   * A sweep that has not begun.
   *
   * @param roots where the table lies, to follow its paths
   * @param sides the same, with the stores
   * @param policy when a file may go
   * @param replicated how far replication has come
   */
  public TableSweep(
      TableRoots roots, PairedPrefix sides, DeletePolicy policy, Replicated replicated) {
    this.sides = sides;
    this.policy = policy;
    this.replicated = replicated;
    this.references = new LogReferences(roots, sides.secondary());
    this.pending = new PendingFiles(policy.interval());
    this.agreed = new AgreedFiles(sides);
  }

  /** The newest version that readers of the secondary see, now. */
  @FunctionalInterface
  public interface Replicated {
    /** Empty while there is none. */
    OptionalLong version();
  }

  @Override
  public DeletesStatus status() {
    return status;
  }

  @Override
  public Outcome look(Moment moment) {
    agreed.replaceBy(List.of());
    try {
      OptionalLong version = replicated.version();
      if (version.isEmpty()) {
        throw new SweepStoppedException("the table is not live");
      }
      lookedAt = version.getAsLong();
      look(moment, moment.secondaryTime().minus(policy.retention()));
      status =
          status.looked(pending.size(), pending.keys(DeletesStatus.LISTED), moment.secondaryTime());
      return new Outcome(0, Optional.empty());
    } catch (SweepStoppedException | SnapshotException | StoreException e) {
      pending.forget();
      return stopped(e, 0);
    }
  }

  private void look(Moment moment, Instant cutoff) throws SweepStoppedException {
    ListingLook first = new ListingLook(sides, lookedAt, Set.of());
    Map<String, AbsentFile> absent = first.absent();
    if (first.isCutShort()) {
      throw new SweepStoppedException(tooMany(first.absentCount(), policy.limit(first.objects())));
    }
    absent.keySet().removeAll(neverNamed);
    if (absent.isEmpty()) {
      pending.found(List.of(), moment.nanoTime());
      return;
    }
    Set<String> live = references.live(lookedAt);
    ListingLook second = new ListingLook(sides, lookedAt, live);
    Optional<String> unseen = second.missingCanary();
    if (unseen.isPresent()) {
      throw new SweepStoppedException(
          "a listing of %s did not show %s, so it says nothing of what is gone"
              .formatted(sides.primaryRoot(), unseen.get()));
    }
    absent.keySet().retainAll(second.absent().keySet());
    decide(candidates(absent, live, second, cutoff), second.objects(), moment);
  }

  /** Those that nothing speaks for, whether or not an earlier look agrees. */
  private List<AbsentFile> candidates(
      Map<String, AbsentFile> absent, Set<String> live, ListingLook look, Instant cutoff)
      throws SweepStoppedException {
    LogListing log = LogListing.read(sides.secondary(), sides.secondaryRoot());
    Map<String, Reference> named = references.named(absent.keySet(), log, cutoff);
    List<AbsentFile> candidates = new ArrayList<>();
    for (AbsentFile file : absent.values()) {
      Reference reference = named.getOrDefault(file.key(), Reference.NEVER);
      boolean nobodys = reference == Reference.NEVER && file.lastModified().isBefore(cutoff);
      if (nobodys && neverNamed.size() < DeletePolicy.MAX_COUNT) {
        neverNamed.add(file.key());
      }
      Facts facts =
          new Facts(
              file.key(),
              file.lastModified(),
              live.contains(file.key()) ? Reference.LIVE : reference,
              look.isNested(file.key()),
              false);
      if (DeletionRules.decide(facts, cutoff) != Decision.KEEP) {
        candidates.add(file);
      }
    }
    return candidates;
  }

  private void decide(List<AbsentFile> candidates, long objects, Moment moment)
      throws SweepStoppedException {
    if (candidates.size() > policy.limit(objects)) {
      throw new SweepStoppedException(tooMany(candidates.size(), policy.limit(objects)));
    }
    agreed.replaceBy(
        candidates.stream().filter(file -> pending.isAgreed(file, moment.nanoTime())).toList());
    pending.found(candidates, moment.nanoTime());
  }

  static String tooMany(long count, long limit) {
    return "%d files are gone from the primary, and the limit is %d: nothing is removed. If that many were meant to go, raise max_count and max_share for one run"
        .formatted(count, limit);
  }

  @Override
  public boolean hasMore() {
    return !agreed.isEmpty();
  }

  /** What was published since the look may name a file again, as RESTORE does. */
  @Override
  public Outcome removeBatch(Removal removal) {
    int before = agreed.removed();
    try {
      agreed.drop(references.mentionedAfter(lookedAt));
      agreed.removeBatch(removal, state -> true);
      int removed = agreed.removed() - before;
      status = status.removed(removed);
      return new Outcome(removed, Optional.empty());
    } catch (SweepStoppedException | StoreException e) {
      agreed.replaceBy(List.of());
      pending.forget();
      status = status.removed(agreed.removed() - before);
      return stopped(e, agreed.removed() - before);
    }
  }

  private Outcome stopped(Exception why, int removed) {
    status = status.stopped(why.getMessage());
    return new Outcome(removed, Optional.of(why.getMessage()));
  }
}
