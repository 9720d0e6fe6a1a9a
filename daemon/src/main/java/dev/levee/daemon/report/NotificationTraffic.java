package dev.levee.daemon.report;

import java.util.concurrent.atomic.LongAdder;

/** What notifications have told since the daemon started. Safe to use from any thread. */
public final class NotificationTraffic {
  private final LongAdder accepted = new LongAdder();
  private final LongAdder ignored = new LongAdder();
  private final LongAdder woken = new LongAdder();

  /**
   * One more notification.
   *
   * @param report what came of its records
   * @param tables how many tables were woken by it
   */
  public void came(NotificationReport report, int tables) {
    accepted.add(report.accepted());
    ignored.add(report.ignored());
    woken.add(tables);
  }

  long accepted() {
    return accepted.sum();
  }

  long ignored() {
    return ignored.sum();
  }

  long woken() {
    return woken.sum();
  }
}
