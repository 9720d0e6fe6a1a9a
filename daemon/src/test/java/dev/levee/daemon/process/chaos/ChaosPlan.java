package dev.levee.daemon.process.chaos;

import dev.levee.sync.store.testing.proxy.ProxyFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What is done to the daemons and to the network, in which order. */
final class ChaosPlan {
  /** One request in so many meets a fault. */
  static final int ONE_FAULT_IN = 200;

  /** Two of five failovers are forced. */
  private static final int FORCED_OF = 5;

  private static final int KILLS_TO_A_PAUSE = 10;
  private static final int KILLS_TO_AN_OUTAGE = 8;

  static final List<ProxyFault> FAULTS =
      List.of(
          new ProxyFault.ResetBefore(),
          new ProxyFault.ResetAfter(),
          new ProxyFault.DroppedAnswer(),
          new ProxyFault.CaptivePage(),
          new ProxyFault.Truncated(0),
          new ProxyFault.Truncated(100),
          new ProxyFault.WrongLength(10),
          new ProxyFault.Late(Duration.ofMillis(400)),
          new ProxyFault.Late(Duration.ofMillis(2500)),
          new ProxyFault.SlowAnswer(Duration.ofMillis(400)),
          ProxyFault.Refusal.SLOW_DOWN,
          ProxyFault.Refusal.INTERNAL_ERROR,
          ProxyFault.Refusal.TOO_MANY_REQUESTS);

  /** One thing that is done. */
  enum Kind {
    /** {@code kill -9} of a daemon, which is replaced. */
    KILL,
    /** A daemon is stopped for longer than its lease. */
    PAUSE,
    /** A store cannot be reached for a while. */
    OUTAGE,
    /** Writers stop, and the roles change without loss. */
    PLANNED,
    /** The primary is out of reach, and writers there do not know. */
    FORCED_WITHOUT_PRIMARY,
    /** The daemons were late, and the failover is forced all the same. */
    FORCED_WHILE_BEHIND
  }

  /**
   * One step.
   *
   * @param killed whether the daemon that works is killed in the middle of it
   */
  record Step(Kind kind, boolean killed) {}

  private ChaosPlan() {}

  /** The steps, every second failover with a kill of the whole number in it. */
  static List<Step> steps(Random random, int kills, int failovers) {
    List<Step> steps = new ArrayList<>();
    int killsLeft = kills;
    for (int failover = 0; failover < failovers; failover++) {
      boolean killed = failover % 2 == 0 && killsLeft > 0;
      killsLeft -= killed ? 1 : 0;
      steps.add(new Step(kindOf(failover), killed));
    }
    add(steps, Kind.KILL, killsLeft);
    add(steps, Kind.PAUSE, kills / KILLS_TO_A_PAUSE);
    add(steps, Kind.OUTAGE, kills / KILLS_TO_AN_OUTAGE);
    Collections.shuffle(steps, random);
    return steps;
  }

  private static Kind kindOf(int failover) {
    return switch (failover % FORCED_OF) {
      case 1 -> Kind.FORCED_WITHOUT_PRIMARY;
      case 4 -> Kind.FORCED_WHILE_BEHIND;
      default -> Kind.PLANNED;
    };
  }

  private static void add(List<Step> steps, Kind kind, int times) {
    steps.addAll(Collections.nCopies(times, new Step(kind, false)));
  }
}
