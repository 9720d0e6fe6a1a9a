package dev.levee.daemon.testing;

import dev.levee.daemon.cli.StopSignal;
import java.util.concurrent.CountDownLatch;

/** A signal that a test gives. */
public final class TestingStop implements StopSignal {
  private final CountDownLatch asked = new CountDownLatch(1);

  /** Asks the command to end. */
  public void ask() {
    asked.countDown();
  }

  @Override
  public void handle() {}

  @Override
  public boolean asked() {
    return asked.getCount() == 0;
  }

  @Override
  public void await() throws InterruptedException {
    asked.await();
  }
}
