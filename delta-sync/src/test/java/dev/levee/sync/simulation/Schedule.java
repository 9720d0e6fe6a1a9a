package dev.levee.sync.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Virtual time, and who runs. Of all activities exactly one runs, until it waits; then time moves
 * to the next event: another activity goes on, or the effect of a request takes place.
 *
 * <p>Whoever holds the baton may call everything here; no lock is needed.
 */
final class Schedule {
  private static final Duration WATCHDOG = Duration.ofSeconds(30);
  private static final AtomicInteger THREADS = new AtomicInteger();
  private static final ExecutorService POOL =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "simulation-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });

  private static final ThreadLocal<Schedule> OF_THREAD = new ThreadLocal<>();

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Set<Activity> activities = new LinkedHashSet<>();
  private final Baton director = new Baton();
  private long now = 1;
  private long sequence;
  private final AtomicLong steps = new AtomicLong();
  private long limit;
  private Activity current;
  private boolean ending;
  private Throwable failure;

  private static final class Event implements Comparable<Event> {
    private final long time;
    private final long sequence;
    private final Activity activity;
    private final long ticket;
    private final Runnable effect;

    Event(long time, long sequence, Activity activity, Runnable effect) {
      this.time = time;
      this.sequence = sequence;
      this.activity = activity;
      this.ticket = activity == null ? 0 : activity.ticket;
      this.effect = effect;
    }

    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  /** True time, in nanoseconds. */
  long now() {
    return now;
  }

  Activity current() {
    return current;
  }

  /** Has this run by itself at that time; it must not wait. */
  void at(long time, Runnable effect) {
    events.add(new Event(Math.max(time, now), sequence++, null, effect));
  }

  /** Begins an activity of a process, after a delay. */
  Activity spawn(SimulatedProcess process, String name, long delay, Runnable body) {
    Activity activity = new Activity(process, name, body);
    activities.add(activity);
    events.add(new Event(now + delay, sequence++, activity, null));
    POOL.execute(() -> live(activity));
    return activity;
  }

  /** The schedule that this thread runs for, or null. */
  static Schedule ofThread() {
    return OF_THREAD.get();
  }

  private void live(Activity activity) {
    activity.thread = Thread.currentThread();
    OF_THREAD.set(this);
    activity.baton.await();
    try {
      if (!isOver(activity)) {
        activity.run();
      }
    } catch (RuntimeException | Error e) {
      if (!ProcessEnded.isBehind(e)) {
        fail(e);
      }
    }
    OF_THREAD.remove();
    activities.remove(activity);
    passOn(next());
  }

  /** The simulation has failed; it ends at once. The first failure counts. */
  void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
  }

  private boolean isOver(Activity activity) {
    return ending || activity.process.isDead();
  }

  /** The running activity waits for so many nanoseconds. */
  void sleep(long nanos) {
    Activity me = current;
    if (isOver(me)) {
      throw new ProcessEnded();
    }
    me.ticket++;
    events.add(new Event(now + nanos, sequence++, me, null));
    pause(me);
  }

  /** Ends the wait of an activity now. */
  void wake(Activity activity) {
    events.add(new Event(now, sequence++, activity, null));
  }

  private void pause(Activity me) {
    Activity next = next();
    if (next != me) {
      passOn(next);
      me.baton.await();
    }
    if (isOver(me)) {
      throw new ProcessEnded();
    }
  }

  private void passOn(Activity next) {
    if (next == null) {
      director.grant();
    } else {
      next.baton.grant();
    }
  }

  /** Moves time on to the next activity; null when the director takes over. */
  private Activity next() {
    while (!ending && failure == null) {
      Event event = events.peek();
      if (event == null || event.time > limit) {
        break;
      }
      events.remove();
      steps.incrementAndGet();
      now = Math.max(now, event.time);
      if (event.effect != null) {
        carryOut(event.effect);
      } else if (event.ticket == event.activity.ticket && activities.contains(event.activity)) {
        if (!isDelayed(event.activity)) {
          current = event.activity;
          current.ticket++;
          return current;
        }
      }
    }
    current = null;
    return null;
  }

  private boolean isDelayed(Activity activity) {
    SimulatedProcess process = activity.process;
    if (process.isDead() || process.pausedUntil() <= now) {
      return false;
    }
    events.add(new Event(process.pausedUntil(), sequence++, activity, null));
    return true;
  }

  private void carryOut(Runnable effect) {
    try {
      effect.run();
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  /** Nothing of the process goes on; what it has asked of stores still happens. */
  void kill(SimulatedProcess process) {
    process.die();
    activities.stream().filter(activity -> activity.process == process).forEach(this::wake);
  }

  /** Called by the director: lets time pass up to this time. */
  void runUntil(long time) {
    limit = time;
    passOnAndWait(next());
    if (failure != null) {
      throw new SimulationFailed(failure);
    }
    now = Math.max(now, time);
  }

  private void passOnAndWait(Activity next) {
    if (next == null) {
      return;
    }
    passOn(next);
    long seen = steps.get();
    long still = 0;
    while (!director.await(Duration.ofSeconds(1))) {
      still = steps.get() == seen ? still + 1 : 0;
      seen = steps.get();
      if (still > WATCHDOG.toSeconds()) {
        throw new SimulationFailed(stuck());
      }
    }
  }

  private Throwable stuck() {
    Activity at = current;
    Violation stuck = new Violation(at + " neither waits nor ends");
    if (at != null && at.thread != null) {
      stuck.setStackTrace(at.thread.getStackTrace());
    }
    return stuck;
  }

  /** Called by the director: ends all activities. */
  void end() {
    ending = true;
    List<Activity> left = new ArrayList<>(activities);
    for (Activity activity : left) {
      current = activity;
      passOnAndWait(activity);
    }
    events.clear();
  }
}
