package dev.levee.sync.sweep;

import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.PairedListing;
import dev.levee.sync.store.PairedPrefix;
import dev.levee.sync.store.SourceNote;
import dev.levee.sync.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sweep of a mirrored prefix. No log says what was removed here, so an object has to be absent
 * for a day, in every look; and it goes only if it is known to be a replica: by its source note, or
 * because it was replicated while this side was the primary.
 */
public final class PrefixSweep implements Sweep {
  private static final Duration ABSENT_FOR = Duration.ofHours(24);
  private static final String LOG = "/_delta_log/";

  private final PairedPrefix sides;
  private final DeletePolicy policy;
  private final Optional<Instant> replicatedUntil;
  private final PendingFiles pending;
  private final AgreedFiles agreed;
  private volatile DeletesStatus status = DeletesStatus.NONE;

  /**
   * A sweep that has not begun.
   *
   * @param replicatedUntil up to when what the secondary holds was replicated while it was the
   *     primary
   */
  public PrefixSweep(PairedPrefix sides, DeletePolicy policy, Optional<Instant> replicatedUntil) {
    this.sides = sides;
    this.policy = policy;
    this.replicatedUntil = replicatedUntil;
    Duration interval = policy.interval();
    this.pending = new PendingFiles(interval.compareTo(ABSENT_FOR) < 0 ? ABSENT_FOR : interval);
    this.agreed = new AgreedFiles(sides);
  }

  /** What one walk through both listings shows. */
  private static final class Look implements PairedListing.Visitor {
    private final Instant cutoff;
    private final Map<String, AbsentFile> absent = new LinkedHashMap<>();
    private final Set<String> tableFolders = new HashSet<>();
    private long absentCount;
    private long objects;
    private boolean common;

    Look(Instant cutoff) {
      this.cutoff = cutoff;
    }

    @Override
    public void visit(String key, Optional<ObjectEntry> primary, Optional<ObjectEntry> secondary) {
      int log = ("/" + key).indexOf(LOG);
      if (log >= 0) {
        tableFolders.add(key.substring(0, log));
        return;
      }
      common |= primary.isPresent() && secondary.isPresent();
      if (secondary.isEmpty()) {
        return;
      }
      objects++;
      ObjectAttributes attributes = secondary.get().attributes();
      if (primary.isEmpty() && attributes.lastModified().isBefore(cutoff)) {
        absentCount++;
        if (absent.size() < DeletePolicy.MAX_COUNT) {
          absent.put(key, AbsentFile.of(key, attributes));
        }
      }
    }

    private boolean isOfTable(String key) {
      return tableFolders.stream().anyMatch(key::startsWith);
    }
  }

  @Override
  public Outcome look(Moment moment) {
    agreed.replaceBy(List.of());
    try {
      Look look = new Look(moment.secondaryTime().minus(policy.retention()));
      new PairedListing(sides).walk(look);
      decide(look, moment.nanoTime());
      status =
          status.looked(pending.size(), pending.keys(DeletesStatus.LISTED), moment.secondaryTime());
      return new Outcome(0, Optional.empty());
    } catch (SweepStoppedException | StoreException e) {
      pending.forget();
      return stopped(e, 0);
    }
  }

  private void decide(Look look, long begunAt) throws SweepStoppedException {
    if (look.absentCount > 0 && !look.common) {
      throw new SweepStoppedException(
          "a listing of %s did not show any object that the secondary has too, so it says nothing of what is gone"
              .formatted(sides.primaryRoot()));
    }
    long limit = policy.limit(look.objects);
    if (look.absentCount > limit) {
      throw new SweepStoppedException(TableSweep.tooMany(look.absentCount, limit));
    }
    List<AbsentFile> candidates =
        look.absent.values().stream().filter(file -> !look.isOfTable(file.key())).toList();
    agreed.replaceBy(candidates.stream().filter(file -> pending.isAgreed(file, begunAt)).toList());
    pending.found(candidates, begunAt);
  }

  @Override
  public boolean hasMore() {
    return !agreed.isEmpty();
  }

  @Override
  public Outcome removeBatch(Removal removal) {
    int before = agreed.removed();
    try {
      agreed.removeBatch(removal, this::isReplica);
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

  private boolean isReplica(ObjectAttributes object) {
    return SourceNote.etag(object).isPresent()
        || replicatedUntil.filter(until -> !object.lastModified().isAfter(until)).isPresent();
  }

  private Outcome stopped(Exception why, int removed) {
    status = status.stopped(why.getMessage());
    return new Outcome(removed, Optional.of(why.getMessage()));
  }

  @Override
  public DeletesStatus status() {
    return status;
  }
}
