package dev.levee.sync.sweep;

import dev.levee.sync.log.Commit;
import dev.levee.sync.log.CommitReader;
import dev.levee.sync.log.CommitRejectedException;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.plan.CommitPlanner;
import dev.levee.sync.plan.PlanOutcome;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.sweep.DeletionRules.Reference;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a replica's own log says of its files. Keys are relative to the table's root. */
final class LogReferences {
  private final TableRoots roots;
  private final ObjectStore replica;
  private final CommitPlanner planner;

  LogReferences(TableRoots roots, ObjectStore replica) {
    this.roots = roots;
    this.replica = replica;
    this.planner = new CommitPlanner(roots);
  }

  /**
   * All files of a version, with their deletion vectors.
   *
   * @throws SweepStoppedException when one of them cannot be followed
   */
  Set<String> live(long version) throws SweepStoppedException {
    return keys(planner.planSnapshot(new KernelSnapshots(replica).read(roots.target(), version)));
  }

  /**
   * What commits say of some keys; those that none names are left out. Commits that were published
   * since the cutoff are all read; older ones, newest first, until each key has been named.
   *
   * @throws SweepStoppedException when a commit cannot be read or followed
   */
  Map<String, Reference> named(Set<String> keys, LogListing log, Instant cutoff)
      throws SweepStoppedException {
    Map<String, Reference> found = new HashMap<>();
    for (long version : log.commits().descendingKeySet()) {
      ObjectEntry entry = log.commits().get(version);
      boolean recent = !entry.attributes().lastModified().isBefore(cutoff);
      if (!recent && found.size() == keys.size()) {
        continue;
      }
      Reference reference = recent ? Reference.WITHIN_RETENTION : Reference.BEFORE_RETENTION;
      Set<String> mentioned =
          mentioned(version)
              .orElseThrow(
                  () -> new SweepStoppedException(entry.location() + " went while it was read"));
      mentioned.retainAll(keys);
      mentioned.forEach(
          key -> found.merge(key, reference, (a, b) -> a == Reference.WITHIN_RETENTION ? a : b));
    }
    return found;
  }

  /** What commits after a version name. */
  Set<String> mentionedAfter(long version) throws SweepStoppedException {
    Set<String> keys = new HashSet<>();
    Optional<Set<String>> next = mentioned(version + 1);
    for (long at = version + 2; next.isPresent(); at++) {
      keys.addAll(next.get());
      next = mentioned(at);
    }
    return keys;
  }

  private Optional<Set<String>> mentioned(long version) throws SweepStoppedException {
    Optional<ObjectContent> content = replica.open(LogListing.commit(roots.target(), version));
    if (content.isEmpty()) {
      return Optional.empty();
    }
    try (ObjectContent opened = content.get()) {
      Commit commit = new CommitReader().read(version, opened.stream());
      return Optional.of(keys(planner.planMentions(commit)));
    } catch (CommitRejectedException e) {
      throw new SweepStoppedException(
          "version %d of the replica cannot be read: %s".formatted(version, e.getMessage()));
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Kind.TRANSIENT, "reading version " + version + " failed", e);
    }
  }

  private Set<String> keys(PlanOutcome outcome) throws SweepStoppedException {
    Optional<String> refused =
        outcome.match(planned -> Optional.empty(), no -> Optional.of(no.hold().toString()));
    if (refused.isPresent()) {
      throw new SweepStoppedException(refused.get());
    }
    Set<String> keys = new HashSet<>();
    List<RequiredObject> objects = ((PlanOutcome.Planned) outcome).plan().objects();
    objects.forEach(object -> object.target().relativeTo(roots.target()).ifPresent(keys::add));
    return keys;
  }
}
