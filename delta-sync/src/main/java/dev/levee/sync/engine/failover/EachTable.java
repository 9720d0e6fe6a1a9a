package dev.levee.sync.engine.failover;

import dev.levee.sync.copy.CopyExecutor;
import dev.levee.sync.model.TableId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Does the same to every table, many at a time. */
public final class EachTable {
  private final CopyExecutor executor;

  /** Work for these threads. */
  public EachTable(CopyExecutor executor) {
    this.executor = executor;
  }

  /**
   * What came of each, in the order of the tables; waits for all.
   *
   * @throws RuntimeException the first failure
   */
  public <T, R> Map<TableId, R> results(Map<TableId, T> tables, Function<T, R> task) {
    Map<TableId, CompletableFuture<R>> pending = new LinkedHashMap<>();
    tables.forEach((table, of) -> pending.put(table, begin(table, () -> task.apply(of))));
    Map<TableId, R> results = new LinkedHashMap<>();
    pending.forEach((table, result) -> results.put(table, join(result)));
    return results;
  }

  private <R> CompletableFuture<R> begin(TableId table, Supplier<R> task) {
    CompletableFuture<R> result = new CompletableFuture<>();
    executor.execute(
        table,
        () -> {
          try {
            result.complete(task.get());
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  private static <R> R join(CompletableFuture<R> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
