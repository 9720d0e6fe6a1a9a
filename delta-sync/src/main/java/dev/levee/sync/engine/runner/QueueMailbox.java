package dev.levee.sync.engine.runner;

import dev.levee.sync.engine.direction.Mailbox;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Messages between threads. */
public final class QueueMailbox implements Mailbox {
  private final BlockingQueue<Runnable> messages = new LinkedBlockingQueue<>();

  @Override
  public void send(Runnable message) {
    messages.add(message);
  }

  @Override
  public Optional<Runnable> receive(Duration atMost) throws InterruptedException {
    return Optional.ofNullable(messages.poll(atMost.toNanos(), TimeUnit.NANOSECONDS));
  }
}
