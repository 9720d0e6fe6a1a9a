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
   * What to begin with, where {@code own} is the newest version of the replica with the secondary,
   * and {@code shown} what the new primary's catalog shows.
   */
  CatalogReplica begin(Optional<Versioned> own, CatalogSnapshot shown, BooleanSupplier goOn) {
    Optional<CatalogReplica> known = own.map(Versioned::replica);
    if (known.filter(replica -> replica.epoch() == sides.epoch()).isPresent()) {
      return known.get();
    }
    Optional<Versioned> former = former();
    long ownEpoch = known.map(CatalogReplica::epoch).orElse(0L);
    if (former.filter(version -> version.replica().epoch() > ownEpoch).isPresent()) {
      return adopted(finished(former.get(), shown, goOn));
    }
    return known.filter(this::isOfThisPrimary).orElse(CatalogReplica.NONE);
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
   * Registers with the new primary what was replicated and is not registered there when the roles
   * change, because that was still to be done, broke off, or was refused: else it would look as if
   * it had been dropped there. What it refuses again is not what both have in common. Made first
   * and noted afterwards: after a crash it is made again, which does no harm.
   */
  private CatalogReplica finished(Versioned former, CatalogSnapshot shown, BooleanSupplier goOn) {
    if (sides.primary().server().isEmpty()) {
      return former.replica();
    }
    CatalogTarget server = sides.primary().server().get();
    TreeMap<AssetId, ReplicaEntry> missing = new TreeMap<>(former.replica().entries());
    missing
        .values()
        .removeIf(entry -> entry.droppedAt().isPresent() || isThere(entry, shown, server));
    if (missing.isEmpty()) {
      return former.replica();
    }
    TargetMemory memory = new TargetMemory(shown);
    CatalogDiff.Terms terms =
        new CatalogDiff.Terms(
            toNewPrimary, server::fit, policy.scope()::includes, entry -> false, Map.of());
    List<CatalogChange> creations =
        new ArrayList<>(CatalogDiff.plan(missing, memory.snapshot(), terms).changes());
    creations.removeIf(change -> !(change instanceof CatalogChange.Create));
    new CatalogApplication(server, memory, goOn).apply(creations);
    return noted(former, missing.keySet(), memory.snapshot());
  }

  private static boolean isThere(ReplicaEntry entry, CatalogSnapshot shown, CatalogTarget server) {
    return switch (entry.registration()) {
      case NONE -> false;
      case FOREIGN -> true;
      case LEVEE ->
          shown.entries().containsKey(entry.id())
              || shown.unread().containsKey(entry.id().kind())
              || server.find(entry.id()).isPresent();
    };
  }

  private CatalogReplica noted(Versioned former, Set<AssetId> missing, CatalogSnapshot there) {
    TreeMap<AssetId, ReplicaEntry> noted = new TreeMap<>(former.replica().entries());
    for (AssetId id : missing) {
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
