package dev.levee.sync.store.s3;

import dev.levee.sync.model.Time;
import java.time.Duration;

/** Ends, from a thread of its own, requests of which a server takes nothing more. */
final class StuckRequestWatch implements AutoCloseable {
  private final Runnable look;
  private final Duration interval;
  private final Time time;
  private final Thread thread = new Thread(this::run, "levee-s3-watch");

  /**
   * Begins to look.
   *
   * @param look ends what has not moved since the look before
   */
  StuckRequestWatch(Runnable look, Duration interval, Time time) {
    this.look = look;
    this.interval = interval;
    this.time = time;
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        time.sleep(interval);
        look.run();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
