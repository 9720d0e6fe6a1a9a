package dev.levee.sync.copy;

import dev.levee.sync.copy.CopyOutcome.AlreadyThere;
import dev.levee.sync.copy.CopyOutcome.Copied;
import dev.levee.sync.copy.CopyOutcome.Failed;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Copies the objects of one table, many at a time, on the executor that all tables share. */
public final class TableCopier {
  /** One object and what came of it. */
  public record Result(RequiredObject object, CopyOutcome outcome) {}

  /** What an earlier run left comes first: it copied in the same order. */
  private static final int ENOUGH_LOOKS = 4;

  /** Up to this size writing in vain costs little more than looking. */
  private static final long LOOKED_FOR_ABOVE = 1L << 20;

  private static final CopyOutcome NO_LONGER_WANTED =
      new Failed(new StoreException(Kind.TRANSIENT, "replication stops or changes direction"));

  private final TableId table;
  private final FileCopier copier;
  private final CopyExecutor executor;
  private final Consumer<Result> listener;
  private final BooleanSupplier wanted;
  private final Map<Location, CompletableFuture<CopyOutcome>> begun = new ConcurrentHashMap<>();
  private final AtomicInteger looksInVain = new AtomicInteger();
  private volatile boolean someWereThere;

  /**
   * Copies the objects of this table.
   *
   * @param listener is told of each object as soon as it has ended, on any thread
   * @param wanted whether copies are still of use; those that have not begun when it turns false
   *     fail at once, so that a long queue delays no stop and no change of roles
   */
  public TableCopier(
      TableId table,
      FileCopier copier,
      CopyExecutor executor,
      Consumer<Result> listener,
      BooleanSupplier wanted) {
    this.table = table;
    this.copier = copier;
    this.executor = executor;
    this.listener = listener;
    this.wanted = wanted;
  }

  /** Begins to copy them, for a {@link #copyAll} to come. What has begun does not begin again. */
  public void begin(List<RequiredObject> objects, Novelty novelty) {
    for (RequiredObject object : objects) {
      CompletableFuture<CopyOutcome> outcome = new CompletableFuture<>();
      if (begun.putIfAbsent(object.source(), outcome) == null) {
        executor.execute(table, () -> copyOne(object, novelty, outcome));
      }
    }
  }

  /** Those that have not begun. */
  public List<RequiredObject> notBegun(List<RequiredObject> objects) {
    return objects.stream().filter(object -> !begun.containsKey(object.source())).toList();
  }

  /** What has begun goes on, and is nobody's concern any more. */
  public void forget() {
    begun.clear();
  }

  /**
   * Copies all of them and waits. What has begun is waited for only. The results are in the order
   * of the objects.
   */
  public List<Result> copyAll(List<RequiredObject> objects, Novelty novelty) {
    List<CompletableFuture<CopyOutcome>> outcomes = new ArrayList<>(objects.size());
    for (RequiredObject object : objects) {
      CompletableFuture<CopyOutcome> outcome = begun.remove(object.source());
      if (outcome == null) {
        CompletableFuture<CopyOutcome> fresh = new CompletableFuture<>();
        executor.execute(table, () -> copyOne(object, novelty, fresh));
        outcome = fresh;
      }
      outcomes.add(outcome);
    }
    List<Result> results = new ArrayList<>(objects.size());
    for (int i = 0; i < objects.size(); i++) {
      results.add(new Result(objects.get(i), outcomes.get(i).join()));
    }
    return results;
  }

  private void copyOne(
      RequiredObject object, Novelty novelty, CompletableFuture<CopyOutcome> outcome) {
    if (!wanted.getAsBoolean()) {
      ended(object, NO_LONGER_WANTED, outcome);
      return;
    }
    try {
      var unused =
          copier
              .copy(object, likely(object, novelty), part -> executor.execute(table, part))
              .handle(
                  (result, failure) ->
                      failure == null ? result : new Failed(asStoreFailure(failure)))
              .thenAccept(
                  result -> {
                    noteLook(novelty, result);
                    ended(object, result, outcome);
                  });
    } catch (RuntimeException | Error e) {
      ended(object, new Failed(asStoreFailure(e)), outcome);
    }
  }

  /**
   * Where looks have found nothing for a while, there is nothing, and the next one is not worth a
   * request; and for small objects none is, until one was there. What is there nevertheless is
   * refused by its name, and others are looked for from then on.
   */
  private Novelty likely(RequiredObject object, Novelty novelty) {
    if (novelty == Novelty.NEW) {
      looksInVain.set(0);
      someWereThere = false;
      return novelty;
    }
    boolean small = object.size().orElse(Long.MAX_VALUE) <= LOOKED_FOR_ABOVE;
    boolean inVain = looksInVain.get() >= ENOUGH_LOOKS || (small && !someWereThere);
    return inVain ? Novelty.NEW : novelty;
  }

  private void noteLook(Novelty novelty, CopyOutcome result) {
    if (novelty == Novelty.NEW) {
      return;
    }
    if (result instanceof Copied) {
      looksInVain.incrementAndGet();
    } else {
      looksInVain.set(0);
      someWereThere |= result instanceof AlreadyThere;
    }
  }

  private void ended(
      RequiredObject object, CopyOutcome result, CompletableFuture<CopyOutcome> outcome) {
    listener.accept(new Result(object, result));
    outcome.complete(result);
  }

  private static StoreException asStoreFailure(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof StoreException storeFailure
        ? storeFailure
        : new StoreException(Kind.TRANSIENT, "copying failed: " + cause, cause);
  }
}
