package dev.levee.sync.catalog.change;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.CatalogSnapshot;
import dev.levee.sync.catalog.Fit;
import dev.levee.sync.catalog.Registration;
import dev.levee.sync.catalog.ReplicaEntry;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the replica holds after a look at the primary's catalog. An asset that is gone stays in the
 * replica, marked; {@link CatalogDiff} says when it may go.
 */
public final class SourceChanges {
  private final CatalogReplica before;
  private final CatalogSnapshot source;
  private final Function<CatalogEntry, Fit> fitOnSource;

  /**
   * Compares.
   *
   * @param before what the replica holds
   * @param source what the primary's catalog holds
   * @param fitOnSource what the primary's catalog can hold of an entry: what it cannot is carried
   *     over from {@code before} rather than lost on the way back
   */
  public SourceChanges(
      CatalogReplica before, CatalogSnapshot source, Function<CatalogEntry, Fit> fitOnSource) {
    this.before = before;
    this.source = source;
    this.fitOnSource = fitOnSource;
  }

  /**
   * What the replica holds now, and why assets that seem to be gone are not marked so.
   *
   * @param entries the entries
   * @param dropsHeld the reason, or empty; also why grants that seem to be gone are not taken for
   *     revoked
   */
  public record Next(SortedMap<AssetId, ReplicaEntry> entries, Optional<String> dropsHeld) {}

  /**
   * The assets that the replica has and the source no longer shows, renamed ones left out: the
   * outermost of them only, for what a missing schema held is missing with it.
   */
  public Set<AssetId> outermostMissing() {
    Set<AssetId> missing = missing();
    Set<AssetId> outermost = new HashSet<>(missing);
    outermost.removeIf(id -> id.parent().filter(missing::contains).isPresent());
    return outermost;
  }

  /**
   * Takes the source's assets over.
   *
   * @param policy how many may go at once
   * @param isGone whether the source says clearly, asked for it by name, that there is no such
   *     asset; called for {@link #outermostMissing} only, and only when the policy allows so many
   * @param now marks what is gone
   */
  public Next next(DropPolicy policy, Predicate<AssetId> isGone, Instant now) {
    TreeMap<AssetId, ReplicaEntry> entries = new TreeMap<>(before.entries());
    Optional<String> grantsHeld = grantsHeld(policy);
    source
        .entries()
        .forEach((id, entry) -> entries.put(id, taken(id, entry, grantsHeld.isPresent())));
    Set<String> shown = serverIds();
    renamed(shown).forEach(id -> entries.computeIfPresent(id, (any, e) -> gone(e, now)));
    Set<AssetId> missing = missing();
    if (missing.isEmpty()) {
      return new Next(entries, grantsHeld);
    }
    Optional<String> held = held(policy, missing);
    if (held.isEmpty()) {
      Set<AssetId> present = new HashSet<>(outermostMissing());
      present.removeIf(isGone);
      if (!present.isEmpty()) {
        held = Optional.of("is not shown any more, yet it is there: " + present.iterator().next());
      }
    }
    if (held.isEmpty()) {
      missing.forEach(id -> entries.computeIfPresent(id, (any, e) -> gone(e, now)));
    }
    return new Next(entries, held.or(() -> grantsHeld));
  }

  /** A reader without rights sees no grants but its own, and no error. */
  private Optional<String> grantsHeld(DropPolicy policy) {
    int granted = 0;
    int hidden = 0;
    for (CatalogEntry shown : source.entries().values()) {
      ReplicaEntry known = before.entries().get(shown.id());
      if (known != null && !known.entry().grants().byPrincipal().isEmpty()) {
        granted++;
        hidden += hidesGrants(shown, known.entry()) ? 1 : 0;
      }
    }
    return policy.allows(hidden, granted)
        ? Optional.empty()
        : Optional.of(
            "%d of %d assets show none of their grants any more at once, more than"
                    .formatted(hidden, granted)
                + " drops.max_percent %d allows".formatted(policy.maxPercent()));
  }

  private static boolean hidesGrants(CatalogEntry shown, CatalogEntry known) {
    return Collections.disjoint(
            shown.grants().byPrincipal().keySet(), known.grants().byPrincipal().keySet())
        && !isAnother(shown, known)
        && !known.grants().byPrincipal().isEmpty();
  }

  private ReplicaEntry taken(AssetId id, CatalogEntry shown, boolean grantsHeld) {
    ReplicaEntry known = before.entries().get(id);
    if (known == null) {
      return new ReplicaEntry(shown, Registration.NONE, Optional.empty());
    }
    CatalogEntry whole =
        isAnother(shown, known.entry())
            ? shown
            : CarriedOver.onto(shown, known.entry(), fitOnSource);
    boolean hidden = grantsHeld && hidesGrants(shown, known.entry());
    return new ReplicaEntry(
        hidden ? whole.with(known.entry().grants()) : whole,
        known.registration(),
        Optional.empty());
  }

  /** Dropped and created anew under the same name: what the one before had is not its own. */
  private static boolean isAnother(CatalogEntry shown, CatalogEntry known) {
    return !known.serverId().isEmpty()
        && !shown.serverId().isEmpty()
        && !shown.serverId().equals(known.serverId());
  }

  private static ReplicaEntry gone(ReplicaEntry entry, Instant now) {
    return new ReplicaEntry(
        entry.entry(), entry.registration(), entry.droppedAt().or(() -> Optional.of(now)));
  }

  private Set<String> serverIds() {
    Set<String> ids = new HashSet<>();
    source.entries().values().forEach(entry -> ids.add(entry.serverId()));
    ids.remove("");
    return ids;
  }

  private Set<AssetId> absent() {
    Set<AssetId> absent = new HashSet<>(before.entries().keySet());
    absent.removeAll(source.entries().keySet());
    absent.removeIf(id -> source.unread().containsKey(id.kind()));
    return absent;
  }

  private Set<AssetId> renamed(Set<String> shown) {
    Set<AssetId> renamed = absent();
    renamed.removeIf(id -> !shown.contains(before.entries().get(id).entry().serverId()));
    return renamed;
  }

  private Set<AssetId> missing() {
    Set<String> shown = serverIds();
    Set<AssetId> missing = absent();
    missing.removeIf(
        id -> {
          ReplicaEntry known = before.entries().get(id);
          return known.droppedAt().isPresent() || shown.contains(known.entry().serverId());
        });
    return missing;
  }

  /** A reader without rights sees empty lists and no error: absence alone proves nothing. */
  private Optional<String> held(DropPolicy policy, Set<AssetId> missing) {
    long live =
        before.entries().values().stream().filter(entry -> entry.droppedAt().isEmpty()).count();
    if (source.entries().isEmpty()) {
      return Optional.of("the catalog shows nothing at all, though the replica holds assets of it");
    }
    if (!policy.allows(missing.size(), (int) live)) {
      return Optional.of(
          "%d of %d assets are gone at once, more than drops.max_percent %d allows"
              .formatted(missing.size(), live, policy.maxPercent()));
    }
    return Optional.empty();
  }
}
