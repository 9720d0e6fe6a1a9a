package dev.levee.sync.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.group.FailoverJournal.Step;
import dev.levee.sync.model.RegionName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every state with every event. */
class FailoverGroupTest {
  private static final RegionName EAST = new RegionName("east");
  private static final RegionName WEST = new RegionName("west");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(1);
  private static final Owner OWNER = new Owner("id", "label", "");

  private static final Map<String, GroupEvent> EVENTS =
      Map.of(
          "taken", new GroupEvent.OwnershipTaken(OWNER),
          "renewed", new GroupEvent.LeaseRenewed(Optional.of(LATER)),
          "created", new GroupEvent.Created(),
          "replicated", new GroupEvent.InitialReplicationEnded(Optional.of(LATER)),
          "planned", request(WEST, FailoverType.PLANNED),
          "forced", request(WEST, FailoverType.FORCED),
          "drained", new GroupEvent.Drained(),
          "drain failed", new GroupEvent.DrainFailed("a reason"),
          "stopped", new GroupEvent.ReplicationStopped(),
          "pause", new GroupEvent.PauseRequested(true));

  private static GroupEvent request(RegionName target, FailoverType type) {
    return new GroupEvent.FailoverRequested(target, type, OptionalLong.empty());
  }

  /** A record of a state; {@code DRAINING} and {@code SWITCHING} are steps of FAILING_OVER. */
  private static GroupRecord record(String state) {
    Optional<FailoverJournal> journal =
        state.equals("DRAINING") || state.equals("SWITCHING")
            ? Optional.of(new FailoverJournal(FailoverType.PLANNED, WEST, Step.valueOf(state), NOW))
            : Optional.empty();
    return new GroupRecord(
        7,
        "lakehouse",
        3,
        journal.isPresent() ? GroupState.FAILING_OVER : GroupState.valueOf(state),
        EAST,
        WEST,
        WEST,
        Optional.of(OWNER),
        Optional.of(NOW),
        false,
        "hash",
        journal,
        Optional.empty(),
        Optional.empty(),
        NOW,
        NOW);
  }

  private static String outcome(GroupRecord from, GroupEvent event) {
    return FailoverGroup.step(from, event, LATER)
        .match(
            next -> {
              assertThat(next.record().number()).isEqualTo(from.number() + 1);
              String state =
                  next.record()
                      .failover()
                      .map(journal -> journal.step().name())
                      .orElse(next.record().state().name());
              return state + " " + next.effects();
            },
            unchanged -> "unchanged",
            refused -> "refused " + refused.refusal());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATING | taken | CREATING []
          CREATING | renewed | CREATING []
          CREATING | created | INITIAL_REPLICATION [START_REPLICATION]
          CREATING | replicated | refused OUT_OF_PLACE
          CREATING | planned | refused INITIAL_REPLICATION
          CREATING | forced | refused INITIAL_REPLICATION
          CREATING | drained | refused OUT_OF_PLACE
          CREATING | drain failed | refused OUT_OF_PLACE
          CREATING | stopped | refused OUT_OF_PLACE
          CREATING | pause | CREATING []
          INITIAL_REPLICATION | taken | INITIAL_REPLICATION [START_REPLICATION]
          INITIAL_REPLICATION | renewed | INITIAL_REPLICATION []
          INITIAL_REPLICATION | created | refused OUT_OF_PLACE
          INITIAL_REPLICATION | replicated | ACTIVE []
          INITIAL_REPLICATION | planned | refused INITIAL_REPLICATION
          INITIAL_REPLICATION | forced | refused INITIAL_REPLICATION
          INITIAL_REPLICATION | drained | refused OUT_OF_PLACE
          INITIAL_REPLICATION | drain failed | refused OUT_OF_PLACE
          INITIAL_REPLICATION | stopped | refused OUT_OF_PLACE
          INITIAL_REPLICATION | pause | INITIAL_REPLICATION []
          ACTIVE | taken | ACTIVE [START_REPLICATION]
          ACTIVE | renewed | ACTIVE []
          ACTIVE | created | refused OUT_OF_PLACE
          ACTIVE | replicated | refused OUT_OF_PLACE
          ACTIVE | planned | DRAINING [START_REPLICATION, DRAIN]
          ACTIVE | forced | SWITCHING [STOP_REPLICATION]
          ACTIVE | drained | refused OUT_OF_PLACE
          ACTIVE | drain failed | refused OUT_OF_PLACE
          ACTIVE | stopped | refused OUT_OF_PLACE
          ACTIVE | pause | ACTIVE []
          DRAINING | taken | DRAINING [START_REPLICATION, DRAIN]
          DRAINING | renewed | DRAINING []
          DRAINING | created | refused OUT_OF_PLACE
          DRAINING | replicated | refused OUT_OF_PLACE
          DRAINING | planned | unchanged
          DRAINING | forced | SWITCHING [STOP_REPLICATION]
          DRAINING | drained | SWITCHING [STOP_REPLICATION]
          DRAINING | drain failed | ACTIVE [START_REPLICATION]
          DRAINING | stopped | refused OUT_OF_PLACE
          DRAINING | pause | refused IN_PROGRESS
          SWITCHING | taken | SWITCHING [STOP_REPLICATION]
          SWITCHING | renewed | SWITCHING []
          SWITCHING | created | refused OUT_OF_PLACE
          SWITCHING | replicated | refused OUT_OF_PLACE
          SWITCHING | planned | unchanged
          SWITCHING | forced | unchanged
          SWITCHING | drained | refused OUT_OF_PLACE
          SWITCHING | drain failed | refused OUT_OF_PLACE
          SWITCHING | stopped | INITIAL_REPLICATION [START_REPLICATION]
          SWITCHING | pause | refused IN_PROGRESS
          FAILOVER_FAILED | taken | FAILOVER_FAILED [START_REPLICATION]
          FAILOVER_FAILED | planned | DRAINING [START_REPLICATION, DRAIN]
          FAILOVER_FAILED | forced | SWITCHING [STOP_REPLICATION]
          CREATION_FAILED | taken | CREATION_FAILED []
          CREATION_FAILED | forced | refused INITIAL_REPLICATION
          DELETING | taken | DELETING []
          DELETING | forced | refused INITIAL_REPLICATION
          DELETION_FAILED | taken | DELETION_FAILED []
          DELETION_FAILED | forced | refused INITIAL_REPLICATION
          """)
  void everyEventInEveryState(String state, String event, String expected) {
    assertThat(outcome(record(state), EVENTS.get(event))).isEqualTo(expected);
  }

  @Test
  void rolesAndEpochChangeInOneRecordAndOnlyThere() {
    GroupRecord switching = record("SWITCHING");
    GroupRecord next =
        ((GroupStep.Next) FailoverGroup.step(switching, new GroupEvent.ReplicationStopped(), LATER))
            .record();
    assertThat(List.of(next.primary(), next.secondary(), next.lead()))
        .containsExactly(WEST, EAST, WEST);
    assertThat(next.epoch()).isEqualTo(switching.epoch() + 1);
    assertThat(next.replicationPoint()).isEmpty();
    assertThat(outcome(next, request(WEST, FailoverType.FORCED))).isEqualTo("unchanged");
  }

  @Test
  void aRequestForAnotherEpochOrRegionIsRefused() {
    GroupEvent old =
        new GroupEvent.FailoverRequested(WEST, FailoverType.FORCED, OptionalLong.of(2));
    assertThat(outcome(record("ACTIVE"), old)).isEqualTo("refused WRONG_EPOCH");
    assertThat(outcome(record("ACTIVE"), request(new RegionName("north"), FailoverType.FORCED)))
        .isEqualTo("refused UNKNOWN_REGION");
    assertThat(outcome(record("DRAINING"), request(EAST, FailoverType.FORCED)))
        .isEqualTo("refused IN_PROGRESS");
  }

  @Test
  void theReplicationPointNeverGoesBack() {
    GroupEvent earlier = new GroupEvent.LeaseRenewed(Optional.of(NOW.minusSeconds(1)));
    GroupRecord renewed =
        ((GroupStep.Next) FailoverGroup.step(record("ACTIVE"), earlier, LATER)).record();
    assertThat(renewed.replicationPoint()).contains(NOW);
  }
}
