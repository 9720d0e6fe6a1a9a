package dev.levee.daemon.catalog;

import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.DurableCatalog;
import dev.levee.sync.catalog.DurableCatalog.Versioned;
import dev.levee.sync.model.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest version of one durable replica, looked at again every few seconds at most. What is
 * known is given while a look takes long or fails: a region that is gone holds nobody up.
 */
final class NewestReplica {
  private static final Logger LOG = LoggerFactory.getLogger(NewestReplica.class);

  /** A newer version is seen so much later at most, where the store answers. */
  private static final long LOOK_AGAIN = Duration.ofSeconds(3).toNanos();

  private static final Duration FIRST_LOOK = Duration.ofSeconds(10);
  private static final Duration LATER_LOOK = Duration.ofMillis(500);

  private final DurableCatalog replica;
  private final Executor executor;
  private final Time time;
  private CompletableFuture<Optional<Versioned>> look;
  private Optional<Versioned> known = Optional.empty();
  private boolean hasFailed;
  private long lookedAt;

  NewestReplica(DurableCatalog replica, Executor executor, Time time) {
    this.replica = replica;
    this.executor = executor;
    this.time = time;
  }

  /** Begins to look where that is due, and waits for nothing. */
  void begin() {
    var unused = look();
  }

  private synchronized CompletableFuture<Optional<Versioned>> look() {
    boolean isDue = look == null || (look.isDone() && time.nanoTime() - lookedAt >= LOOK_AGAIN);
    if (isDue) {
      lookedAt = time.nanoTime();
      look = CompletableFuture.supplyAsync(replica::latest, executor);
    }
    return look;
  }

  /**
   * The newest version that is known; empty where the store has none.
   *
   * @throws CatalogException when none is known and the store does not tell
   */
  Optional<Versioned> get() {
    CompletableFuture<Optional<Versioned>> begun = look();
    try {
      Optional<Versioned> found = begun.get(patience(), TimeUnit.NANOSECONDS);
      return found.isPresent() ? learn(found) : known();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return knownOr("the look at it was interrupted", e);
    } catch (ExecutionException e) {
      return knownOr(e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      return knownOr("its store has not answered yet", e);
    }
  }

  /** Counted from the look's beginning, so that only the first to ask wait for a dead store. */
  private synchronized long patience() {
    Duration patience = known.isPresent() || hasFailed ? LATER_LOOK : FIRST_LOOK;
    return Math.max(0, patience.toNanos() - (time.nanoTime() - lookedAt));
  }

  private synchronized Optional<Versioned> known() {
    return known;
  }

  private synchronized Optional<Versioned> learn(Optional<Versioned> found) {
    known = found;
    return found;
  }

  private synchronized Optional<Versioned> knownOr(String problem, Throwable cause) {
    hasFailed = true;
    if (known.isEmpty()) {
      throw new CatalogException(CatalogException.Kind.TRANSIENT, problem, cause);
    }
    LOG.debug("a catalog replica is served as it was last seen: {}", problem);
    return known;
  }
}
