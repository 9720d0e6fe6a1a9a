package dev.levee.sync.engine.direction;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogSnapshot;
import dev.levee.sync.catalog.replication.CycleReport;
import dev.levee.sync.engine.ReplicationEvent.Kind;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Says when a direction's catalogs are read, and takes the results. A cycle that takes long is
 * followed by a rest of several times its length, so that a large catalog is not asked all the
 * time. Used by the group's thread only.
 */
final class CatalogSchedule {
  private static final int RESTS = 4;
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Direction direction;
  private final GroupParts parts;
  private final Time time;
  private final EventLog events;
  private final Consumer<TableEntry> discovered;

  /**
   * A schedule.
   *
   * @param discovered takes tables that come into the scope
   */
  CatalogSchedule(
      Direction direction, GroupParts parts, EventLog events, Consumer<TableEntry> discovered) {
    this.direction = direction;
    this.parts = parts;
    this.time = parts.engine().time();
    this.events = events;
    this.discovered = discovered;
  }

  void startDue(long now) {
    direction.catalog().filter(track -> track.isDue(now)).ifPresent(track -> start(track, now));
  }

  long dueAt(long otherwise) {
    return direction.catalog().map(track -> track.dueAt(otherwise)).orElse(otherwise);
  }

  void wake(long now) {
    direction.catalog().ifPresent(track -> track.dueNow(now));
  }

  private void start(CatalogTrack track, long now) {
    track.begins(now);
    Instant begun = time.now();
    parts.workers().tails().execute(() -> cycle(track, begun));
  }

  private void cycle(CatalogTrack track, Instant begun) {
    try {
      CatalogSnapshot shown = track.replication().read();
      parts.mailbox().send(() -> found(track, shown.entries().values()));
      Optional<CycleReport> report =
          track.replication().run(begun, shown, direction.gate()::isOpen);
      parts.mailbox().send(() -> ended(track, report));
    } catch (CatalogException | StoreException e) {
      known(track);
      parts.mailbox().send(() -> failed(track, e.getMessage()));
    } catch (RuntimeException | Error e) {
      parts.mailbox().send(() -> failed(track, "a fault of Levee, please report it: " + e));
    }
  }

  /** While the catalog cannot be read, the tables that the replica knows go on. */
  private void known(CatalogTrack track) {
    try {
      List<CatalogEntry> entries = track.replication().known();
      parts.mailbox().send(() -> found(track, entries));
    } catch (CatalogException | StoreException e) {
      events.addOnce(Kind.WARNING, "the catalog's replica cannot be read: " + e.getMessage());
    }
  }

  private void found(CatalogTrack track, Collection<CatalogEntry> entries) {
    if (direction.gate().isClosed()) {
      return;
    }
    CatalogTrack.Scope scope = track.scope(entries);
    direction.admitTables(scope.tables()).forEach(discovered);
    direction.admitMirrors(scope.prefixes());
  }

  private void ended(CatalogTrack track, Optional<CycleReport> report) {
    if (direction.gate().isClosed()) {
      return;
    }
    if (report.isEmpty()) {
      failed(track, "the group's lease did not allow to save what was read");
      return;
    }
    boolean first = track.newest().isEmpty();
    CycleReport now = report.get();
    if (first || now.changes() > 0) {
      events.add(
          Kind.CATALOG,
          "%d assets in the replica, version %d; %d changes in the secondary's catalog, %d things do not fit there"
              .formatted(now.assets(), now.version(), now.changes(), now.misfits().size()));
    }
    missing(track, now)
        .forEach(
            name ->
                events.addOnce(
                    Kind.WARNING,
                    "the catalog '%s' is in the scope and its server shows none of that name"
                        .formatted(name)));
    now.dropsHeld().ifPresent(why -> events.addOnce(Kind.WARNING, "drops are held: " + why));
    tell(track, now.targetProblem());
    track.ended(now, nextDueAt(track, now.begun()));
  }

  private static List<String> missing(CatalogTrack track, CycleReport report) {
    return track.spec().policy().scope().catalogs().stream()
        .filter(name -> !report.shown().entries().containsKey(AssetId.of(AssetKind.CATALOG, name)))
        .toList();
  }

  private void failed(CatalogTrack track, String why) {
    if (!direction.gate().isClosed()) {
      tell(track, Optional.of(why));
      Duration interval = track.spec().interval();
      Duration retry = interval.compareTo(RETRY) < 0 ? interval : RETRY;
      track.failed(why, time.nanoTime() + retry.toNanos());
    }
  }

  private void tell(CatalogTrack track, Optional<String> problem) {
    if (problem.isPresent() && !problem.equals(track.problem())) {
      events.add(Kind.WARNING, "catalog: " + problem.get());
    }
  }

  private long nextDueAt(CatalogTrack track, Instant begun) {
    Duration took = Duration.between(begun, time.now());
    Duration rest = took.multipliedBy(RESTS);
    Duration interval = track.spec().interval();
    return time.nanoTime() + (rest.compareTo(interval) > 0 ? rest : interval).toNanos();
  }
}
