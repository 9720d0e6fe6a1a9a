package dev.levee.sync.engine.direction;

import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogSource;
import dev.levee.sync.catalog.RatifiedCommits;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.change.CatalogLocation;
import dev.levee.sync.engine.commit.CatalogCommits;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.Time;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Which managed table of the primary's catalog lies where, by the newest answer that was read, and
 * what the catalog has ratified of it.
 *
 * <p>A server that does not answer is left alone for a while, and then asked for one table at a
 * time: all tables wait for the same server, and none of them may keep a thread from the others.
 */
final class ManagedTables implements CatalogCommits {
  private static final Duration REST = Duration.ofSeconds(2);

  private final Optional<CatalogSource> server;
  private final Time time;
  private final Semaphore trial = new Semaphore(1);
  private volatile Map<Location, CatalogEntry> byRoot = Map.of();
  private volatile Optional<Fault> fault = Optional.empty();

  private record Fault(CatalogException cause, long restsUntil) {}

  ManagedTables(Optional<CatalogSource> server, Time time) {
    this.server = server;
    this.time = time;
  }

  /** Takes what the catalog shows now. */
  void shown(Collection<CatalogEntry> entries) {
    Map<Location, CatalogEntry> managed = new HashMap<>();
    for (CatalogEntry entry : entries) {
      if (entry.asset() instanceof Table table && isManaged(table) && !entry.serverId().isEmpty()) {
        CatalogLocation.parsed(table.location()).ifPresent(root -> managed.put(root, entry));
      }
    }
    byRoot = Map.copyOf(managed);
  }

  private static boolean isManaged(Table table) {
    return table.isDelta() && table.type().equals(Table.MANAGED);
  }

  @Override
  public Optional<RatifiedCommits> from(Location root, long from) {
    CatalogEntry table = byRoot.get(root.asPrefix());
    if (table == null || server.isEmpty()) {
      return Optional.empty();
    }
    Optional<Fault> before = fault;
    if (before.isEmpty()) {
      return asked(table, from);
    }
    boolean isResting = time.nanoTime() - before.get().restsUntil() < 0;
    if (isResting || !trial.tryAcquire()) {
      CatalogException cause = before.get().cause();
      throw new CatalogException(cause.kind(), cause.getMessage(), cause);
    }
    try {
      return asked(table, from);
    } finally {
      trial.release();
    }
  }

  private Optional<RatifiedCommits> asked(CatalogEntry table, long from) {
    try {
      Optional<RatifiedCommits> answer = server.orElseThrow().ratifiedCommits(table, from);
      fault = Optional.empty();
      return answer;
    } catch (CatalogException e) {
      fault =
          isOfServer(e)
              ? Optional.of(new Fault(e, time.nanoTime() + REST.toNanos()))
              : Optional.empty();
      throw e;
    }
  }

  private static boolean isOfServer(CatalogException e) {
    return switch (e.kind()) {
      case TRANSIENT, THROTTLED -> true;
      case ACCESS_DENIED, NOT_FOUND, ALREADY_EXISTS, REFUSED -> false;
    };
  }
}
