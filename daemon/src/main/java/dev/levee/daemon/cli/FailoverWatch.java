package dev.levee.daemon.cli;

import dev.levee.daemon.report.EventReport;
import dev.levee.daemon.report.GroupReport;
import dev.levee.sync.group.GroupState;
import java.time.Duration;
import java.util.List;

/** Follows a failover until it is decided, and shows its steps. */
final class FailoverWatch {
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final Surroundings surroundings;
  private final AdminClient client;
  private final String group;
  private final boolean showSteps;
  private long shown;

  /** A watch that shows the events from now on. */
  FailoverWatch(Surroundings surroundings, AdminClient client, String group, boolean showSteps) {
    this.surroundings = surroundings;
    this.client = client;
    this.group = group;
    this.showSteps = showSteps;
    List<EventReport> earlier = client.events(group, 0);
    this.shown = earlier.isEmpty() ? 0 : earlier.get(earlier.size() - 1).sequence();
  }

  /**
   * Waits as long as it takes: a planned failover drains first.
   *
   * @return the group with the target as its primary
   * @throws CommandFailure when it failed or was called off
   */
  GroupReport untilDecided(GroupReport accepted, String target) throws InterruptedException {
    GroupReport now = accepted;
    while (now.state() == GroupState.FAILING_OVER) {
      surroundings.components().time().sleep(INTERVAL);
      now = client.group(group);
      showSteps();
    }
    if (now.state() == GroupState.FAILOVER_FAILED || !now.effectivePrimaryRegion().equals(target)) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "the failover did not succeed: %s is %s, its primary is %s%s"
              .formatted(
                  group,
                  now.state(),
                  now.effectivePrimaryRegion(),
                  now.problem().map(problem -> " (" + problem + ")").orElse("")));
    }
    return now;
  }

  private void showSteps() {
    Screen screen = new Screen(surroundings.terminal());
    for (EventReport event : client.events(group, shown)) {
      shown = event.sequence();
      switch (event.kind()) {
        case FAILOVER, STATE_CHANGED, OWNER_CHANGED, WARNING -> {
          if (showSteps) {
            screen.event(group, event);
          }
        }
        case TABLE_DISCOVERED,
            TABLE_LIVE,
            TABLE_HELD,
            TABLE_RESUMED,
            TABLE_GONE,
            OBJECTS_REMOVED,
            CATALOG,
            PAUSED -> {}
      }
    }
  }
}
