package dev.levee.sync.engine.runner;

import dev.levee.sync.engine.direction.Mailbox;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Messages between threads. */
public final class QueueMailbox implements Mailbox {
  private static final Duration LONGEST_LEFT = Duration.ofMillis(100);

  private final BlockingQueue<Runnable> messages = new LinkedBlockingQueue<>();
  private final Queue<Runnable> left = new ConcurrentLinkedQueue<>();

  @Override
  public void send(Runnable message) {
    messages.add(message);
  }

  @Override
  public void leave(Runnable message) {
    left.add(message);
  }

  @Override
  public Optional<Runnable> next() {
    Runnable next = messages.poll();
    return Optional.ofNullable(next == null ? left.poll() : next);
  }

  @Override
  public Optional<Runnable> receive(Duration atMost) throws InterruptedException {
    Optional<Runnable> next = next();
    long remaining = atMost.toNanos();
    while (next.isEmpty() && remaining > 0) {
      long wait = Math.min(remaining, LONGEST_LEFT.toNanos());
      remaining -= wait;
      next = Optional.ofNullable(messages.poll(wait, TimeUnit.NANOSECONDS)).or(this::next);
    }
    return next;
  }
}
