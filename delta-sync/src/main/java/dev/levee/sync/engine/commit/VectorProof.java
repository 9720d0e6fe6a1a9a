package dev.levee.sync.engine.commit;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.levee.sync.copy.VectorCheck;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.plan.VectorExtent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Has the deletion vectors of commits proved before these are published. */
final class VectorProof {
  private final TableContext context;
  private final VectorCheck check;

  VectorProof(TableContext context) {
    this.context = context;
    this.check = new VectorCheck(context.source(), context.target());
  }

  /**
   * Checks vectors, each file of them once, many files at a time.
   *
   * @throws TableHeldException when one is not what the log says of it
   */
  void prove(Collection<VectorExtent> extents) throws TableHeldException {
    Map<Location, List<VectorExtent>> byFile =
        extents.stream()
            .distinct()
            .collect(groupingBy(VectorExtent::source, LinkedHashMap::new, toList()));
    List<CompletableFuture<Optional<String>>> faults = new ArrayList<>();
    byFile.values().forEach(file -> faults.add(checkLater(file)));
    for (CompletableFuture<Optional<String>> fault : faults) {
      Optional<String> found = join(fault);
      if (found.isPresent()) {
        throw new TableHeldException(HoldReason.SOURCE_CORRUPT, found.get());
      }
    }
  }

  private CompletableFuture<Optional<String>> checkLater(List<VectorExtent> file) {
    CompletableFuture<Optional<String>> fault = new CompletableFuture<>();
    context
        .executor()
        .execute(
            context.roots().table(),
            () -> {
              try {
                fault.complete(check.fault(file));
              } catch (RuntimeException | Error e) {
                fault.completeExceptionally(e);
              }
            });
    return fault;
  }

  private static Optional<String> join(CompletableFuture<Optional<String>> fault) {
    try {
      return fault.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
