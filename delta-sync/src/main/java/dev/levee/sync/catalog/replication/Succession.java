package dev.levee.sync.catalog.replication;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.CatalogSnapshot;
import dev.levee.sync.catalog.CatalogTarget;
import dev.levee.sync.catalog.DurableCatalog.Versioned;
import dev.levee.sync.catalog.Registration;
import dev.levee.sync.catalog.ReplicaEntry;
import dev.levee.sync.catalog.apply.CatalogApplication;
import dev.levee.sync.catalog.apply.TargetMemory;
import dev.levee.sync.catalog.change.CatalogChange;
import dev.levee.sync.catalog.change.CatalogDiff;
import dev.levee.sync.catalog.change.Translation;
import dev.levee.sync.model.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * What the first cycle after a change of roles begins with. The durable replica of the epoch before
 * lies with the new primary: it says what both catalogs have in common, so that what comes from the
 * former primary may be changed there, and nothing that is equal is touched.
 */
final class Succession {
  private final CatalogSides sides;
  private final CatalogPolicy policy;
  private final Translation toNewPrimary;

  /** The locations in the former epoch's replica are those of what is the secondary now. */
  Succession(CatalogSides sides, CatalogPolicy policy) {
    this.sides = sides;
    this.policy = policy;
    this.toNewPrimary =
        new Translation(
            sides.mappings(),
            sides.secondary().region(),
            sides.primary().region(),
            this::isInPrimary);
  }

  private boolean isInPrimary(Location root) {
    return sides
        .mappings()
        .map(root, sides.secondary().region(), sides.primary().region())
        .filter(sides.liveness().inPrimary())
        .isPresent();
  }

  /** What is known of the primary's catalog, in its terms; changes nothing. */
  Optional<CatalogReplica> known(Optional<Versioned> own) {
    Optional<CatalogReplica> newest = own.map(Versioned::replica);
    return newest.filter(this::isOfThisPrimary).isPresent()
        ? newest
        : former().map(version -> adopted(version.replica()));
  }

  private boolean isOfThisPrimary(CatalogReplica replica) {
    return replica.primary().equals(sides.primary().region().toString());
  }

  /**
   * The beginning of a cycle.
   *
   * @param with what the replica holds so far
   * @param hasChangedPrimary whether the new primary's catalog is another one than was shown
   */
  record Begun(CatalogReplica with, boolean hasChangedPrimary) {}

  /**
   * What to begin with, where {@code own} is the newest version of the replica with the secondary,
   * and {@code shown} what the new primary's catalog shows.
   */
  Begun begin(Optional<Versioned> own, CatalogSnapshot shown, BooleanSupplier goOn) {
    Optional<CatalogReplica> known = own.map(Versioned::replica);
    if (known.filter(replica -> replica.epoch() == sides.epoch()).isPresent()) {
      return new Begun(known.get(), false);
    }
    Optional<Versioned> former = former();
    long ownEpoch = known.map(CatalogReplica::epoch).orElse(0L);
    if (former.filter(version -> version.replica().epoch() > ownEpoch).isPresent()) {
      Begun finished = finished(former.get(), shown, goOn);
      return new Begun(adopted(finished.with()), finished.hasChangedPrimary());
    }
    return new Begun(known.filter(this::isOfThisPrimary).orElse(CatalogReplica.NONE), false);
  }

  private Optional<Versioned> former() {
    return sides
        .primary()
        .replica()
        .latest()
        .filter(
            version -> version.replica().primary().equals(sides.secondary().region().toString()));
  }

  /**
   * Does in the new primary's catalog what was replicated and not done there when the roles
   * changed, because that was still to be done, broke off, or was refused: else it would look as if
   * it had been dropped, or changed back, there. What it refuses again is not what both have in
   * common. Made first and noted afterwards: after a crash it is made again, which does no harm.
   */
  private Begun finished(Versioned former, CatalogSnapshot shown, BooleanSupplier goOn) {
    TreeMap<AssetId, ReplicaEntry> unfinished = new TreeMap<>(former.replica().entries());
    unfinished.values().removeIf(Succession::isDone);
    if (unfinished.isEmpty() || sides.primary().server().isEmpty()) {
      return new Begun(former.replica(), false);
    }
    CatalogTarget server = sides.primary().server().get();
    TargetMemory memory = new TargetMemory(shown);
    CatalogDiff.Terms terms =
        new CatalogDiff.Terms(
            toNewPrimary, server::fit, policy.scope()::includes, entry -> false, Map.of());
    List<CatalogChange> changes = CatalogDiff.plan(unfinished, memory.snapshot(), terms).changes();
    int made = new CatalogApplication(server, memory, goOn).apply(changes);
    return new Begun(noted(former, unfinished.keySet(), memory.snapshot()), made > 0);
  }

  private static boolean isDone(ReplicaEntry entry) {
    return entry.droppedAt().isPresent()
        || entry.registration() == Registration.LEVEE
        || entry.registration() == Registration.FOREIGN;
  }

  private CatalogReplica noted(Versioned former, Set<AssetId> unfinished, CatalogSnapshot there) {
    TreeMap<AssetId, ReplicaEntry> noted = new TreeMap<>(former.replica().entries());
    for (AssetId id : unfinished) {
      Registration now = there.entries().containsKey(id) ? Registration.LEVEE : Registration.NONE;
      noted.computeIfPresent(id, (any, entry) -> entry.with(now));
    }
    CatalogReplica after =
        new CatalogReplica(former.replica().epoch(), former.replica().primary(), noted);
    sides.primary().replica().write(Optional.of(former), after);
    return after;
  }

  /** In the new primary's terms; identifiers of the former primary's server mean nothing here. */
  private CatalogReplica adopted(CatalogReplica former) {
    List<ReplicaEntry> entries = new ArrayList<>();
    for (ReplicaEntry entry : former.entries().values()) {
      if (entry.droppedAt().isEmpty() && entry.registration() != Registration.NONE) {
        CatalogEntry translated =
            toNewPrimary.translated(entry.entry()).entry().orElse(entry.entry());
        entries.add(
            new ReplicaEntry(
                new CatalogEntry(translated.asset(), "", translated.grants()),
                Registration.LEVEE,
                Optional.empty()));
      }
    }
    return CatalogReplica.of(sides.epoch(), sides.primary().region().toString(), entries);
  }
}
