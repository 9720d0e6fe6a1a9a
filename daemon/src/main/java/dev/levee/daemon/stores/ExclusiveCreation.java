package dev.levee.daemon.stores;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Tries out the one primitive that Levee's safety stands on: of all who create an object
 * exclusively, one wins ({@code If-None-Match: *}).
 */
final class ExclusiveCreation {
  private static final String IGNORED =
      "the store overwrites where it was told not to (If-None-Match: * is ignored); two writers"
          + " could destroy each other's commits, so use another store, or a newer version of it";

  private final ObjectStore store;
  private final Location folder;

  /** Tries below a prefix that nothing else uses. */
  ExclusiveCreation(ObjectStore store, Location folder) {
    this.store = store;
    this.folder = folder;
  }

  /**
   * Creates one object twice, and removes it.
   *
   * @return what was seen
   * @throws StoreException of kind {@code UNSUPPORTED} when the second creation was not refused, of
   *     another kind when the store does not do what is asked
   */
  String twice() {
    Location location = folder.resolve("twice");
    require(created(location, "first"), "the first creation of an object was refused");
    try {
      require(!created(location, "second"), IGNORED);
    } finally {
      store.delete(location);
    }
    return "the second creation of an object is refused";
  }

  /**
   * Lets many create one object at the same time, several times over.
   *
   * @return what was seen
   * @throws StoreException of kind {@code UNSUPPORTED} when not exactly one won
   */
  String race(int creators, int rounds) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(creators);
    try {
      for (int round = 1; round <= rounds; round++) {
        Location location = folder.resolve("race-" + round);
        judge(location, round, race(threads, creators, location));
        store.delete(location);
      }
    } finally {
      threads.shutdownNow();
    }
    return "1 of %d parallel creators won, in each of %d rounds".formatted(creators, rounds);
  }

  private List<Attempt> race(ExecutorService threads, int creators, Location location)
      throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Attempt>> running = new ArrayList<>();
    for (int creator = 0; creator < creators; creator++) {
      String text = "creator " + creator + " " + UUID.randomUUID();
      running.add(
          threads.submit(
              () -> {
                start.await();
                NewObject object = NewObject.of(location, bytes(text));
                return new Attempt(text, store.createExclusive(object));
              }));
    }
    start.countDown();
    List<Attempt> attempts = new ArrayList<>();
    for (Future<Attempt> attempt : running) {
      attempts.add(outcome(attempt));
    }
    return attempts;
  }

  private static Attempt outcome(Future<Attempt> attempt) throws InterruptedException {
    try {
      return attempt.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException failure) {
        throw failure;
      }
      throw new IllegalStateException("a creator failed", e);
    }
  }

  /** Who got no clear answer may have won: the object itself says who did. */
  private void judge(Location location, int round, List<Attempt> attempts) {
    String there =
        store
            .open(location)
            .map(content -> new String(content.readAll(), StandardCharsets.UTF_8))
            .orElseThrow(() -> new StoreException(Kind.UNSUPPORTED, "nobody of all creators won"));
    List<Attempt> winners =
        attempts.stream().filter(a -> a.outcome instanceof CreateOutcome.Created).toList();
    require(
        winners.size() <= 1,
        "%d of %d parallel creators won in round %d: %s"
            .formatted(winners.size(), attempts.size(), round, IGNORED));
    boolean named = winners.stream().allMatch(winner -> winner.text.equals(there));
    boolean unclear =
        attempts.stream()
            .anyMatch(a -> a.outcome instanceof CreateOutcome.Unknown && a.text.equals(there));
    require(named && (winners.size() == 1 || unclear), "the object is not the winner's");
  }

  /** What a creator wrote, and the answer. */
  private record Attempt(String text, CreateOutcome outcome) {}

  private boolean created(Location location, String text) {
    return store
        .createExclusive(NewObject.of(location, bytes(text)))
        .match(
            created -> true,
            exists -> false,
            unknown -> {
              throw unknown.cause();
            });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void require(boolean met, String otherwise) {
    if (!met) {
      throw new StoreException(Kind.UNSUPPORTED, otherwise);
    }
  }
}
