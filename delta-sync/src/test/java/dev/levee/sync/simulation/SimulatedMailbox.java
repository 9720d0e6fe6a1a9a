package dev.levee.sync.simulation;

import dev.levee.sync.engine.direction.Mailbox;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Messages to a daemon's group thread. */
final class SimulatedMailbox implements Mailbox {
  private final Schedule schedule;
  private final Runnable beforeWaiting;
  private final Deque<Runnable> messages = new ArrayDeque<>();
  private Activity receiver;

  /**
   * An empty mailbox.
   *
   * @param beforeWaiting is run each time the receiver has done what it had to do
   */
  SimulatedMailbox(Schedule schedule, Runnable beforeWaiting) {
    this.schedule = schedule;
    this.beforeWaiting = beforeWaiting;
  }

  @Override
  public void send(Runnable message) {
    messages.add(message);
    if (receiver != null) {
      schedule.wake(receiver);
    }
  }

  @Override
  public Optional<Runnable> next() {
    return Optional.ofNullable(messages.poll());
  }

  @Override
  public Optional<Runnable> receive(Duration atMost) {
    beforeWaiting.run();
    receiver = schedule.current();
    schedule.sleep(messages.isEmpty() ? atMost.toNanos() : 1_000);
    receiver = null;
    return next();
  }
}
