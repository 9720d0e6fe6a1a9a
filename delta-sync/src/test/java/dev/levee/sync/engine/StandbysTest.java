package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Two daemons on one group: each shows both. */
class StandbysTest {
  private final SimulatedGroup group = new SimulatedGroup();
  private final SteppedDaemon first = new SteppedDaemon("first", group.spec(), group.time);
  private final SteppedDaemon second = new SteppedDaemon("second", group.spec(), group.time);

  private void bothFor(Duration duration) {
    Instant end = group.time.now().plus(duration);
    while (group.time.now().isBefore(end)) {
      first.turn();
      second.turn();
    }
  }

  private int signs(String region) {
    int signs = 0;
    var store = region.equals("east") ? group.eastMemory : group.westMemory;
    Location folder = Location.parse("s3://" + region + "/_levee/lakehouse/standby/");
    for (Listing all = new Listing(store, ListRequest.everythingBelow(folder)); all.hasNext(); ) {
      all.next();
      signs++;
    }
    return signs;
  }

  @Test
  void bothAreShownByBoth() {
    group.table().create();
    bothFor(Duration.ofMinutes(2));
    assertThat(first.status().role()).isEqualTo(GroupStatus.Role.OWNER);
    assertThat(second.status().role()).isEqualTo(GroupStatus.Role.STANDBY);
    assertThat(first.status().standbys()).containsExactly("second");
    assertThat(second.status().standbys()).containsExactly("second");
    assertThat(second.status().owner()).isEqualTo("first");
    assertThat(signs("west")).as("each takes the place of the one before").isEqualTo(1);
  }

  @Test
  void oneThatIsGoneIsForgottenAndSwept() {
    group.table().create();
    bothFor(Duration.ofMinutes(1));
    Instant forgotten = group.time.now().plus(Duration.ofMinutes(2));
    while (group.time.now().isBefore(forgotten)) {
      first.turn();
    }
    assertThat(first.status().standbys()).isEmpty();
    assertThat(signs("west")).isEqualTo(1);
    Instant swept = group.time.now().plus(Duration.ofMinutes(65));
    while (group.time.now().isBefore(swept)) {
      first.turn();
    }
    assertThat(signs("west")).isZero();
  }

  @Test
  void oneThatTakesOverStandsByNoMore() {
    group.table().create();
    bothFor(Duration.ofMinutes(1));
    Instant later = group.time.now().plus(Duration.ofMinutes(1));
    while (group.time.now().isBefore(later)) {
      second.turn();
    }
    assertThat(second.status().role()).isEqualTo(GroupStatus.Role.OWNER);
    assertThat(second.status().standbys()).isEmpty();
    assertThat(signs("west")).isZero();
  }

  @Test
  void afterAFailoverTheSignIsWhereTheRecordsLead() {
    group.table().create();
    bothFor(Duration.ofMinutes(1));
    first.failover(WEST, FailoverType.FORCED);
    bothFor(Duration.ofMinutes(3));
    assertThat(first.status().state()).isEqualTo(GroupState.ACTIVE);
    assertThat(first.status().primary()).isEqualTo(WEST);
    assertThat(first.status().standbys()).containsExactly("second");
    assertThat(signs("east")).isEqualTo(1);
  }
}
