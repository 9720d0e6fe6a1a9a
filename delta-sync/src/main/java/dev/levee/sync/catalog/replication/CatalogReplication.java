package dev.levee.sync.catalog.replication;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.CatalogSnapshot;
import dev.levee.sync.catalog.CatalogSource;
import dev.levee.sync.catalog.CatalogTarget;
import dev.levee.sync.catalog.DurableCatalog;
import dev.levee.sync.catalog.DurableCatalog.Versioned;
import dev.levee.sync.catalog.Fit;
import dev.levee.sync.catalog.Misfit;
import dev.levee.sync.catalog.Registration;
import dev.levee.sync.catalog.ReplicaEntry;
import dev.levee.sync.catalog.apply.CatalogApplication;
import dev.levee.sync.catalog.apply.TargetMemory;
import dev.levee.sync.catalog.change.CatalogDiff;
import dev.levee.sync.catalog.change.CatalogPlan;
import dev.levee.sync.catalog.change.SourceChanges;
import dev.levee.sync.catalog.change.Translation;
import dev.levee.sync.model.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Replicates a catalog in one direction, cycle by cycle: what the primary's catalog shows is saved
 * in the durable replica first, then the secondary's catalog is made to show the same. Everything
 * that it must know is in the replica and in the two catalogs; what it remembers between cycles
 * only saves requests. One thread at a time.
 */
public final class CatalogReplication {
  private final CatalogSides sides;
  private final CatalogPolicy policy;
  private final Time time;
  private final Optional<CatalogSource> source;
  private final Translation translation;
  private Optional<Versioned> saved = Optional.empty();
  private boolean isSavedKnown;
  private Optional<TargetMemory> memory = Optional.empty();
  private long rereadDueAt;

  /**
   * Replicates between two sides. Where the primary has no catalog, what the replica of the epoch
   * before knows stands for it: nothing is lost on the way back, and nothing new is seen.
   */
  public CatalogReplication(CatalogSides sides, CatalogPolicy policy, Time time) {
    this.sides = sides;
    this.policy = policy;
    this.time = time;
    this.source = sides.primary().source();
    this.translation =
        new Translation(
            sides.mappings(),
            sides.primary().region(),
            sides.secondary().region(),
            sides.liveness().inSecondary());
  }

  /**
   * Reads the primary's catalog.
   *
   * @throws CatalogException when it cannot be read whole
   */
  public CatalogSnapshot read() {
    return source.isPresent() ? source.get().read(policy.scope()) : CatalogSnapshot.of(known());
  }

  /**
   * One cycle.
   *
   * @param shown what the primary's catalog showed, read after {@code begun}
   * @param goOn whether this daemon still works on the group; asked before anything is changed
   * @return empty when it did not go on, and nothing was saved
   * @throws CatalogException when the primary's catalog cannot be asked
   * @throws dev.levee.sync.store.StoreException when the durable replica cannot be written
   */
  public Optional<CycleReport> run(Instant begun, CatalogSnapshot shown, BooleanSupplier goOn) {
    Succession.Begun start = start(shown, goOn);
    CatalogReplica before = start.with();
    CatalogSnapshot now = start.hasChangedPrimary() ? read() : shown;
    SourceChanges changes = new SourceChanges(before, now, this::fitOnSource);
    SourceChanges.Next next = changes.next(policy.drops(), this::isGone, begun);
    Attempt attempt = plan(before, next.entries(), begun);
    if (!goOn.getAsBoolean()) {
      return Optional.empty();
    }
    save(attempt.entries());
    Applied applied = apply(attempt, goOn);
    if (applied.made() > 0 && applied.problem().isEmpty()) {
      attempt = seen(attempt, begun);
      save(attempt.entries());
    }
    List<Misfit> misfits =
        new ArrayList<>(attempt.plan().map(CatalogPlan::misfits).orElse(List.of()));
    memory.ifPresent(known -> misfits.addAll(known.misfits()));
    int dropping =
        (int) attempt.entries().values().stream().filter(e -> e.droppedAt().isPresent()).count();
    return Optional.of(
        new CycleReport(
            begun,
            now,
            saved.map(Versioned::version).orElse(-1L),
            attempt.entries().size(),
            dropping,
            applied.made(),
            misfits,
            next.dropsHeld(),
            applied.problem()));
  }

  private Fit fitOnSource(CatalogEntry entry) {
    return sides
        .primary()
        .server()
        .filter(server -> source.filter(server::equals).isPresent())
        .map(server -> server.fit(entry))
        .orElseGet(() -> new Fit(Optional.of(entry), List.of()));
  }

  private boolean isGone(AssetId id) {
    return source.isPresent() && source.get().find(id).isEmpty();
  }

  private Succession.Begun start(CatalogSnapshot shown, BooleanSupplier goOn) {
    if (!isSavedKnown) {
      saved = sides.secondary().replica().latest();
      isSavedKnown = true;
    }
    return new Succession(sides, policy).begin(saved, shown, goOn);
  }

  /**
   * What the replica knows of the primary's catalog, whether or not that can be read.
   *
   * @throws dev.levee.sync.store.StoreException when the replica cannot be read
   */
  public List<CatalogEntry> known() {
    Optional<CatalogReplica> replica =
        new Succession(sides, policy).known(sides.secondary().replica().latest());
    return replica.stream()
        .flatMap(known -> known.entries().values().stream())
        .filter(entry -> entry.droppedAt().isEmpty())
        .map(ReplicaEntry::entry)
        .toList();
  }

  /** What the replica is to hold, what is to be done, and what keeps it from being done. */
  private record Attempt(
      Map<AssetId, ReplicaEntry> entries, Optional<CatalogPlan> plan, Optional<String> problem) {}

  private record Applied(int made, Optional<String> problem) {}

  private Attempt plan(
      CatalogReplica before, SortedMap<AssetId, ReplicaEntry> entries, Instant now) {
    if (sides.secondary().server().isEmpty()) {
      return new Attempt(
          CatalogDiff.withoutServer(entries, entry -> isOver(entry, now)),
          Optional.empty(),
          Optional.empty());
    }
    try {
      CatalogTarget target = sides.secondary().server().get();
      TargetMemory known = memory(target);
      CatalogPlan plan = CatalogDiff.plan(entries, known.snapshot(), terms(known, now));
      return new Attempt(plan.entries(), Optional.of(plan), Optional.empty());
    } catch (CatalogException e) {
      memory = Optional.empty();
      return new Attempt(pending(before, entries), Optional.empty(), Optional.of(e.getMessage()));
    }
  }

  /** After the changes: what was seen to be there as it shall be is no longer to be done. */
  private Attempt seen(Attempt made, Instant now) {
    TargetMemory known = memory.orElseThrow();
    CatalogPlan plan =
        CatalogDiff.plan(new TreeMap<>(made.entries()), known.snapshot(), terms(known, now));
    return new Attempt(plan.entries(), made.plan(), made.problem());
  }

  /** What has changed and cannot be compared now is still to be done. */
  private static Map<AssetId, ReplicaEntry> pending(
      CatalogReplica before, SortedMap<AssetId, ReplicaEntry> entries) {
    TreeMap<AssetId, ReplicaEntry> marked = new TreeMap<>(entries);
    marked.replaceAll(
        (id, entry) -> {
          ReplicaEntry known = before.entries().get(id);
          boolean changed = known == null || !known.entry().equals(entry.entry());
          return changed && entry.registration() == Registration.LEVEE
              ? entry.with(Registration.PENDING)
              : entry;
        });
    return marked;
  }

  private CatalogDiff.Terms terms(TargetMemory known, Instant now) {
    CatalogTarget target = sides.secondary().server().orElseThrow();
    return new CatalogDiff.Terms(
        translation,
        target::fit,
        policy.scope()::includes,
        entry -> isOver(entry, now),
        known.kept());
  }

  private boolean isOver(ReplicaEntry entry, Instant now) {
    return entry
        .droppedAt()
        .filter(at -> !at.plus(policy.drops().grace()).isAfter(now))
        .isPresent();
  }

  private TargetMemory memory(CatalogTarget target) {
    if (memory.isEmpty() || time.nanoTime() - rereadDueAt >= 0) {
      memory = Optional.of(new TargetMemory(target.read(policy.scope())));
      rereadDueAt = time.nanoTime() + policy.reread().toNanos();
    }
    return memory.get();
  }

  private void save(Map<AssetId, ReplicaEntry> entries) {
    CatalogReplica after =
        new CatalogReplica(
            sides.epoch(), sides.primary().region().toString(), new TreeMap<>(entries));
    if (saved.map(Versioned::replica).filter(after::equals).isPresent()) {
      return;
    }
    isSavedKnown = false;
    DurableCatalog replica = sides.secondary().replica();
    long version = replica.write(saved, after);
    saved = Optional.of(new Versioned(version, after));
    isSavedKnown = true;
  }

  private Applied apply(Attempt attempt, BooleanSupplier goOn) {
    if (attempt.plan().isEmpty()) {
      return new Applied(0, attempt.problem());
    }
    CatalogTarget target = sides.secondary().server().orElseThrow();
    try {
      int made =
          new CatalogApplication(target, memory.orElseThrow(), goOn)
              .apply(attempt.plan().get().changes());
      return new Applied(made, Optional.empty());
    } catch (CatalogException e) {
      memory = Optional.empty();
      return new Applied(0, Optional.of(e.getMessage()));
    }
  }
}
