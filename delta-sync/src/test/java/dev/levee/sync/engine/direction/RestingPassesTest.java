package dev.levee.sync.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Workers are asked for as many passes as wait, and none is left over. */
class RestingPassesTest {
  private final Queue<Runnable> workers = new ArrayDeque<>();
  private final RestingPasses passes = new RestingPasses(workers::add);
  private final List<Integer> done = new ArrayList<>();

  private void add(int first, int end) {
    for (int pass = first; pass < end; pass++) {
      int number = pass;
      passes.add(() -> done.add(number));
    }
  }

  @Test
  void oneWorkerTakesManyInTheirOrder() {
    add(0, 16);
    passes.start();
    assertThat(workers).hasSize(1);
    workers.remove().run();
    assertThat(done).hasSize(16).isSorted();
  }

  @Test
  void whoeverIsAskedForAndHasNotBegunIsNotAskedForAgain() {
    for (int turn = 0; turn < 1_000; turn++) {
      add(turn, turn + 1);
      passes.start();
    }
    assertThat(workers).hasSize(1_000 / 16 + 1);
    workers.forEach(Runnable::run);
    assertThat(done).hasSize(1_000);
  }

  @Test
  void whatWaitsBehindALongPassIsTakenByTheNextWorker() {
    passes.add(
        () -> {
          passes.start();
          workers.remove().run();
          assertThat(done).containsExactly(0, 1);
        });
    add(0, 2);
    passes.start();
    workers.remove().run();
    assertThat(workers).isEmpty();
  }

  @Test
  void withoutPassesNobodyIsAskedFor() {
    passes.start();
    assertThat(workers).isEmpty();
  }

  @Test
  void aWorkerMayBeginAtOnce() {
    List<Integer> inline = new ArrayList<>();
    RestingPasses immediate = new RestingPasses(Runnable::run);
    for (int pass = 0; pass < 40; pass++) {
      immediate.add(() -> inline.add(1));
    }
    immediate.start();
    assertThat(inline).hasSize(40);
  }
}
