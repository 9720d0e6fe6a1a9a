package dev.levee.sync.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.model.TableId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** One thread, two tables. */
class FairCopyExecutorTest {
  private static final TableId BIG = new TableId("data", "big");
  private static final TableId SMALL = new TableId("data", "small");

  private final List<String> done = new CopyOnWriteArrayList<>();
  private final CountDownLatch go = new CountDownLatch(1);

  private void waitForGo() {
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTableWithManyFilesDoesNotKeepAnotherWaiting() {
    try (FairCopyExecutor executor = new FairCopyExecutor(1, Thread::new)) {
      executor.execute(BIG, this::waitForGo);
      for (int i = 0; i < 4; i++) {
        String name = "big " + i;
        executor.execute(BIG, () -> done.add(name));
      }
      executor.execute(SMALL, () -> done.add("small 0"));
      executor.execute(SMALL, () -> done.add("small 1"));
      go.countDown();
    }
    assertThat(done).hasSize(6);
    assertThat(done.indexOf("small 1")).isLessThanOrEqualTo(3);
  }

  @Test
  void aTaskThatFailsEndsItselfOnly() {
    try (FairCopyExecutor executor = new FairCopyExecutor(1, Thread::new)) {
      executor.execute(
          BIG,
          () -> {
            throw new IllegalStateException("a fault");
          });
      executor.execute(
          BIG,
          () -> {
            throw new OutOfMemoryError("a fault");
          });
      executor.execute(BIG, () -> done.add("after"));
    }
    assertThat(done).containsExactly("after");
  }

  @Test
  void whatWasGivenBeforeItIsClosedIsDoneAndNothingIsTakenAfter() {
    FairCopyExecutor executor = new FairCopyExecutor(2, Thread::new);
    for (int i = 0; i < 100; i++) {
      executor.execute(BIG, () -> done.add("one"));
    }
    executor.close();
    assertThat(done).hasSize(100);
    assertThatThrownBy(() -> executor.execute(BIG, () -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }
}
