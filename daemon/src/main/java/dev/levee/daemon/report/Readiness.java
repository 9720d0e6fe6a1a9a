package dev.levee.daemon.report;

import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.engine.GroupStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a daemon does its work.
 *
 * @param ready whether every group has an owner and its state is known
 * @param reasons what is missing, a line for each group
 */
public record Readiness(boolean ready, List<String> reasons) {
  /** Asks every group. */
  public static Readiness of(List<GroupControl> groups) {
    List<String> reasons = new ArrayList<>();
    for (GroupControl group : groups) {
      GroupStatus status = group.status();
      String name = "group " + status.name();
      switch (status.state()) {
        case CREATING -> reasons.add(name + " is being created");
        case CREATION_FAILED -> reasons.add(name + " could not be created");
        case INITIAL_REPLICATION,
            ACTIVE,
            FAILING_OVER,
            FAILOVER_FAILED,
            DELETING,
            DELETION_FAILED -> {
          if (status.owner().isBlank()) {
            reasons.add(name + " has no owner yet");
          }
        }
      }
    }
    return new Readiness(reasons.isEmpty(), reasons);
  }
}
