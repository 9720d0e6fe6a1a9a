package dev.levee.sync.engine.direction;

import dev.levee.sync.engine.ReplicationEvent.Kind;
import dev.levee.sync.engine.ReplicationSettings;
import dev.levee.sync.engine.table.PassResult;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Says when each table of a direction is looked at, hands the passes to workers, and takes their
 * results. Used by the group's thread only; results come back through its mailbox.
 */
public final class TableSchedule {
  /** However many new tables are announced. */
  private static final Duration BETWEEN_SEARCHES = Duration.ofSeconds(1);

  private static final int POLLS_BETWEEN_LOOKS_AT_HELD = 5;

  private final Direction direction;
  private final DueTables waiting;
  private final ReplicationSettings settings;
  private final GroupParts parts;
  private final Time time;
  private final EventLog events;
  private final GroupView view;
  private final Optional<ReplicaDeletes> deletes;
  private final MirrorSchedule mirrors;
  private final CatalogSchedule catalogs;
  private final RestingPasses resting;
  private boolean searching;
  private boolean searchWanted;
  private long searchBegunAt;
  private long searchDueAt;

  public TableSchedule(
      Direction direction,
      ReplicationSettings settings,
      GroupParts parts,
      EventLog events,
      GroupView view) {
    this.direction = direction;
    this.waiting = direction.waiting();
    this.settings = settings;
    this.parts = parts;
    this.time = parts.engine().time();
    this.resting = new RestingPasses(parts.workers().resting());
    this.events = events;
    this.view = view;
    this.searchDueAt = time.nanoTime();
    this.searchBegunAt = searchDueAt;
    this.mirrors = new MirrorSchedule(direction, settings, parts, events);
    this.catalogs = new CatalogSchedule(direction, parts, events, this::discovered);
    this.deletes =
        settings
            .deletes()
            .map(policy -> new ReplicaDeletes(direction, policy.interval(), parts, events));
  }

  public Direction direction() {
    return direction;
  }

  /** Goes on with deletes on the replica, where they are wanted. */
  public void startDeletes(GroupRecord record, long now) {
    deletes.ifPresent(running -> running.startDue(record, now));
  }

  /** Begins every search and pass that is due. */
  public void startDue(long now) {
    if (!searching && now - searchDueAt >= 0) {
      search();
    }
    for (Optional<TableEntry> due = waiting.firstDue(now);
        due.isPresent();
        due = waiting.firstDue(now)) {
      startPass(due.get(), now);
    }
    resting.start();
    mirrors.startDue(now);
    catalogs.startDue(now);
  }

  /** When something is due, or {@code otherwise} when that is earlier. */
  public long dueAt(long otherwise) {
    long next = searching ? otherwise : earlier(otherwise, searchDueAt);
    return catalogs.dueAt(mirrors.dueAt(waiting.dueAt(next)));
  }

  /** The earlier of two readings of the monotonic clock. */
  public static long earlier(long a, long b) {
    return a - b < 0 ? a : b;
  }

  /** Makes everything due. */
  public void wake(long now) {
    searchNow(now);
    direction.tables().forEach(table -> table.dueNow(now));
    mirrors.wake(now);
    catalogs.wake(now);
  }

  /** Makes due what notifications tell of. */
  public void announced(Announcements what, long now) {
    what.byTable().forEach((table, told) -> direction.announced(table, told, now));
    if (what.search()) {
      searchWanted = searching;
      long soonest = searchBegunAt + BETWEEN_SEARCHES.toNanos();
      searchDueAt = earlier(searchDueAt, now - soonest < 0 ? soonest : now);
    }
  }

  /** Makes everything due and has every table looked at on both sides, whole. */
  public void beginRound(long now) {
    searching = false;
    direction.tables().forEach(table -> table.sync().lookClosely());
    wake(now);
  }

  /** Has everything searched; what is wanted while a search is under way is another one. */
  private void searchNow(long now) {
    direction.search().lookEverywhere();
    searchWanted = searching;
    searchDueAt = now;
  }

  private void search() {
    searching = true;
    searchWanted = false;
    searchBegunAt = time.nanoTime();
    boolean whole = direction.search().begins();
    parts
        .workers()
        .tails()
        .execute(
            () -> {
              try {
                TableSearch.Found found =
                    direction.search().search(whole, direction::isKnown, this::shows);
                parts.mailbox().send(() -> searched(found));
              } catch (RuntimeException | Error e) {
                parts.mailbox().send(() -> searchFailed(e));
              }
            });
  }

  /** A new table is replicated while the search goes on. By the thread that searches. */
  private void shows(Location root) {
    if (!direction.isKnown(root)) {
      parts.mailbox().send(() -> admit(root));
    }
  }

  private void admit(Location root) {
    if (!hasEnded()) {
      direction.admitTables(List.of(root)).forEach(this::discovered);
    }
  }

  private void searched(TableSearch.Found found) {
    if (hasEnded()) {
      return;
    }
    searching = false;
    view.searchProblem(Optional.empty());
    long now = time.nanoTime();
    searchDueAt = searchWanted ? now : now + settings.discoveryInterval().toNanos();
    direction
        .discovered(found, warning -> events.add(Kind.WARNING, warning))
        .forEach(this::discovered);
  }

  private void discovered(TableEntry table) {
    table.dueNow(time.nanoTime());
    events.add(Kind.TABLE_DISCOVERED, table.roots().table(), "found at " + table.roots().source());
  }

  private void searchFailed(Throwable cause) {
    if (!hasEnded()) {
      searching = false;
      direction.search().lookEverywhere();
      view.searchProblem(Optional.of("tables cannot be looked for: " + cause.getMessage()));
      searchDueAt = time.nanoTime() + settings.pollInterval().toNanos();
    }
  }

  /** Late results of a direction that has been stopped change nothing. */
  private boolean hasEnded() {
    return direction.gate().isClosed();
  }

  private void startPass(TableEntry table, long now) {
    boolean atRest = table.isAtRest(settings);
    table.passBegins(now);
    if (atRest) {
      resting.add(() -> passAtRest(table));
      return;
    }
    boolean live = table.sync().secondaryVersion().isPresent();
    Executor worker = live ? parts.workers().tails() : parts.workers().firstCopies();
    worker.execute(
        () -> {
          PassResult result = table.sync().syncOnce();
          parts.mailbox().send(() -> passed(table, result));
        });
  }

  private void passAtRest(TableEntry table) {
    PassResult result = table.sync().syncAtRest();
    Runnable message = () -> passed(table, result);
    if (result instanceof PassResult.Unchanged
        || (result instanceof PassResult.CaughtUp same && same.published() == 0)) {
      parts.mailbox().leave(message);
    } else {
      parts.mailbox().send(message);
    }
  }

  private void passed(TableEntry table, PassResult result) {
    table.passEnded();
    if (hasEnded()) {
      return;
    }
    long now = time.nanoTime();
    if (result instanceof PassResult.CaughtUp caughtUp) {
      caughtUp(table, caughtUp, now);
    } else if (result instanceof PassResult.Unchanged unchanged) {
      table.unchanged(unchanged, now, settings);
    } else if (result instanceof PassResult.MoreToDo) {
      table.moreToDo(now);
    } else if (result instanceof PassResult.Missing missing) {
      if (!table.isMissing()) {
        events.add(Kind.TABLE_GONE, table.roots().table(), "has no log in the primary any more");
      }
      table.missing(missing.asOf(), now, settings);
    } else if (result instanceof PassResult.Held held) {
      hold(table, held.hold(), now);
    } else if (result instanceof PassResult.Failed failed) {
      table.failed(failed.cause(), now, settings).ifPresent(hold -> hold(table, hold, now));
    }
  }

  private void caughtUp(TableEntry table, PassResult.CaughtUp result, long now) {
    boolean heldBefore = table.hold().isPresent();
    boolean settledBefore = table.isSettledOnce();
    table.caughtUp(result, now, settings);
    if (heldBefore) {
      events.add(
          Kind.TABLE_RESUMED, table.roots().table(), "goes on, at version " + result.version());
    } else if (!settledBefore) {
      events.add(Kind.TABLE_LIVE, table.roots().table(), "live, at version " + result.version());
    }
  }

  private void hold(TableEntry table, Hold hold, long now) {
    if (!table.hold().equals(Optional.of(hold))) {
      events.add(Kind.TABLE_HELD, table.roots().table(), hold.withRemedy());
    }
    Duration look = settings.pollInterval().multipliedBy(POLLS_BETWEEN_LOOKS_AT_HELD);
    table.held(hold, time.now(), now + look.toNanos());
  }
}
