package dev.levee.sync.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.group.FailoverJournal.Step;
import dev.levee.sync.model.RegionName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
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
      Map.ofEntries(
          Map.entry("taken", new GroupEvent.OwnershipTaken(OWNER)),
          Map.entry("renewed", new GroupEvent.LeaseRenewed(Optional.of(LATER))),
          Map.entry("created", new GroupEvent.Created()),
          Map.entry("replicated", new GroupEvent.InitialReplicationEnded(Optional.of(LATER))),
          Map.entry("planned", request(WEST, FailoverType.PLANNED)),
          Map.entry("planned, stop writes", stoppingWrites(WEST)),
          Map.entry("forced", request(WEST, FailoverType.FORCED)),
          Map.entry("writes stopped", new GroupEvent.WritesStopped()),
          Map.entry("drained", new GroupEvent.Drained()),
          Map.entry("primary fenced", new GroupEvent.PrimaryFenced()),
          Map.entry("loss possible", new GroupEvent.LossPossible("a reason")),
          Map.entry("stopped", new GroupEvent.ReplicationStopped()),
          Map.entry("lifted", new GroupEvent.WritesLifted()),
          Map.entry("pause", new GroupEvent.PauseRequested(true)));

  private static GroupEvent request(RegionName target, FailoverType type) {
    return new GroupEvent.FailoverRequested(target, type, OptionalLong.empty(), false);
  }

  private static GroupEvent stoppingWrites(RegionName target) {
    return new GroupEvent.FailoverRequested(
        target, FailoverType.PLANNED, OptionalLong.empty(), true);
  }

  /** A record of a state, or of a step of FAILING_OVER. */
  private static GroupRecord record(String state) {
    return record(state, Optional.empty());
  }

  private static GroupRecord record(String state, Optional<RegionName> writesStopped) {
    Optional<FailoverJournal> journal =
        Stream.of(Step.values())
            .filter(step -> step.name().equals(state))
            .map(step -> new FailoverJournal(FailoverType.PLANNED, WEST, step, NOW))
            .findFirst();
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
        writesStopped,
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
          CREATING | loss possible | refused OUT_OF_PLACE
          CREATING | stopped | refused OUT_OF_PLACE
          CREATING | pause | CREATING []
          INITIAL_REPLICATION | taken | INITIAL_REPLICATION [START_REPLICATION]
          INITIAL_REPLICATION | renewed | INITIAL_REPLICATION []
          INITIAL_REPLICATION | created | refused OUT_OF_PLACE
          INITIAL_REPLICATION | replicated | ACTIVE []
          INITIAL_REPLICATION | planned | refused INITIAL_REPLICATION
          INITIAL_REPLICATION | forced | refused INITIAL_REPLICATION
          INITIAL_REPLICATION | drained | refused OUT_OF_PLACE
          INITIAL_REPLICATION | loss possible | refused OUT_OF_PLACE
          INITIAL_REPLICATION | stopped | refused OUT_OF_PLACE
          INITIAL_REPLICATION | pause | INITIAL_REPLICATION []
          ACTIVE | taken | ACTIVE [START_REPLICATION]
          ACTIVE | renewed | ACTIVE []
          ACTIVE | created | refused OUT_OF_PLACE
          ACTIVE | replicated | refused OUT_OF_PLACE
          ACTIVE | planned | DRAINING [START_REPLICATION, DRAIN]
          ACTIVE | forced | SWITCHING [STOP_REPLICATION]
          ACTIVE | drained | refused OUT_OF_PLACE
          ACTIVE | loss possible | refused OUT_OF_PLACE
          ACTIVE | stopped | refused OUT_OF_PLACE
          ACTIVE | pause | ACTIVE []
          DRAINING | taken | DRAINING [START_REPLICATION, DRAIN]
          DRAINING | renewed | DRAINING []
          DRAINING | created | refused OUT_OF_PLACE
          DRAINING | replicated | refused OUT_OF_PLACE
          DRAINING | planned | unchanged
          DRAINING | forced | SWITCHING [STOP_REPLICATION]
          DRAINING | drained | FENCING_PRIMARY [STOP_REPLICATION]
          DRAINING | primary fenced | refused OUT_OF_PLACE
          DRAINING | writes stopped | refused OUT_OF_PLACE
          DRAINING | loss possible | ACTIVE [START_REPLICATION]
          DRAINING | stopped | refused OUT_OF_PLACE
          DRAINING | pause | refused IN_PROGRESS
          ACTIVE | planned, stop writes | STOPPING_WRITES [START_REPLICATION, STOP_WRITES]
          ACTIVE | writes stopped | refused OUT_OF_PLACE
          ACTIVE | primary fenced | refused OUT_OF_PLACE
          ACTIVE | lifted | refused OUT_OF_PLACE
          STOPPING_WRITES | taken | STOPPING_WRITES [START_REPLICATION, STOP_WRITES]
          STOPPING_WRITES | renewed | STOPPING_WRITES []
          STOPPING_WRITES | planned, stop writes | unchanged
          STOPPING_WRITES | forced | SWITCHING [STOP_REPLICATION]
          STOPPING_WRITES | writes stopped | DRAINING [START_REPLICATION, DRAIN]
          STOPPING_WRITES | drained | refused OUT_OF_PLACE
          STOPPING_WRITES | loss possible | ACTIVE [START_REPLICATION]
          STOPPING_WRITES | stopped | refused OUT_OF_PLACE
          STOPPING_WRITES | pause | refused IN_PROGRESS
          FENCING_PRIMARY | taken | FENCING_PRIMARY [STOP_REPLICATION]
          FENCING_PRIMARY | renewed | FENCING_PRIMARY []
          FENCING_PRIMARY | planned | unchanged
          FENCING_PRIMARY | forced | SWITCHING [STOP_REPLICATION]
          FENCING_PRIMARY | drained | refused OUT_OF_PLACE
          FENCING_PRIMARY | primary fenced | SWITCHING [STOP_REPLICATION]
          FENCING_PRIMARY | loss possible | ACTIVE [START_REPLICATION]
          FENCING_PRIMARY | stopped | refused OUT_OF_PLACE
          FENCING_PRIMARY | pause | refused IN_PROGRESS
          SWITCHING | primary fenced | refused OUT_OF_PLACE
          SWITCHING | taken | SWITCHING [STOP_REPLICATION]
          SWITCHING | renewed | SWITCHING []
          SWITCHING | created | refused OUT_OF_PLACE
          SWITCHING | replicated | refused OUT_OF_PLACE
          SWITCHING | planned | unchanged
          SWITCHING | forced | unchanged
          SWITCHING | drained | refused OUT_OF_PLACE
          SWITCHING | loss possible | refused OUT_OF_PLACE
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
        new GroupEvent.FailoverRequested(WEST, FailoverType.FORCED, OptionalLong.of(2), false);
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

  private static GroupRecord after(GroupRecord from, GroupEvent event) {
    return ((GroupStep.Next) FailoverGroup.step(from, event, LATER)).record();
  }

  @Test
  void writersThatWereStoppedAreLetGoOnOnceBothSidesAreEqualAgain() {
    GroupRecord stopping = after(record("ACTIVE"), stoppingWrites(WEST));
    assertThat(stopping.writesStopped()).contains(EAST);
    GroupRecord switched =
        after(record("SWITCHING", stopping.writesStopped()), new GroupEvent.ReplicationStopped());
    assertThat(FailoverGroup.effectsOnResume(switched))
        .containsExactly(GroupEffect.START_REPLICATION);
    GroupEvent equal = new GroupEvent.InitialReplicationEnded(Optional.of(LATER));
    assertThat(outcome(switched, equal)).isEqualTo("ACTIVE [LIFT_WRITES]");
    GroupRecord active = after(switched, equal);
    assertThat(FailoverGroup.effectsOnResume(active))
        .containsExactly(GroupEffect.START_REPLICATION, GroupEffect.LIFT_WRITES);
    assertThat(outcome(active, request(EAST, FailoverType.PLANNED)))
        .as("whose writers would be let go on after it")
        .isEqualTo("refused IN_PROGRESS");
    assertThat(after(active, new GroupEvent.WritesLifted()).writesStopped()).isEmpty();
  }

  @Test
  void aPlannedFailoverThatIsGivenUpLetsWritersGoOn() {
    for (String step : List.of("STOPPING_WRITES", "DRAINING", "FENCING_PRIMARY")) {
      assertThat(outcome(record(step, Optional.of(EAST)), new GroupEvent.LossPossible("a reason")))
          .isEqualTo("ACTIVE [START_REPLICATION, LIFT_WRITES]");
    }
  }

  @Test
  void aForcedFailoverRemembersWhoseWritersAPlannedOneStopped() {
    GroupRecord forced =
        after(record("DRAINING", Optional.of(EAST)), request(WEST, FailoverType.FORCED));
    assertThat(forced.writesStopped()).contains(EAST);
  }

  private static String refusal(GroupRecord from, GroupEvent event) {
    return FailoverGroup.step(from, event, LATER)
        .match(next -> "next", unchanged -> "unchanged", refused -> refused.message());
  }

  @Test
  void aRefusalSaysWhatStandsInTheWay() {
    assertThat(refusal(record("ACTIVE"), request(new RegionName("north"), FailoverType.FORCED)))
        .isEqualTo("group 'lakehouse' has the regions east and west, not 'north'");
    GroupEvent old =
        new GroupEvent.FailoverRequested(WEST, FailoverType.FORCED, OptionalLong.of(2), false);
    assertThat(refusal(record("ACTIVE"), old))
        .isEqualTo(
            "the group is at etag 3, the request expects 2: look at its status and ask again");
    assertThat(refusal(record("DRAINING"), request(EAST, FailoverType.FORCED)))
        .isEqualTo("a failover to another region is under way");
    assertThat(refusal(record("CREATING"), request(WEST, FailoverType.FORCED)))
        .isEqualTo("failover is possible in state ACTIVE; the group is in CREATING");
    assertThat(refusal(record("ACTIVE"), new GroupEvent.Drained()))
        .isEqualTo("Drained does not belong to state ACTIVE");
    assertThat(refusal(record("DRAINING"), new GroupEvent.PauseRequested(true)))
        .isEqualTo("a failover is under way");
    assertThat(refusal(record("ACTIVE", Optional.of(WEST)), request(WEST, FailoverType.PLANNED)))
        .isEqualTo("writers of west, stopped for the last failover, have not been let go on yet");
  }

  @Test
  void aRequestForThisEpochIsFollowed() {
    GroupEvent expected =
        new GroupEvent.FailoverRequested(WEST, FailoverType.FORCED, OptionalLong.of(3), false);
    assertThat(outcome(record("ACTIVE"), expected)).isEqualTo("SWITCHING [STOP_REPLICATION]");
    assertThat(outcome(record("ACTIVE"), request(EAST, FailoverType.PLANNED)))
        .as("it is the primary already")
        .isEqualTo("unchanged");
  }

  @Test
  void onlyAPlannedFailoverWaitsForTheOtherRegionsWriters() {
    GroupRecord lifting = record("ACTIVE", Optional.of(WEST));
    assertThat(outcome(lifting, request(WEST, FailoverType.FORCED)))
        .isEqualTo("SWITCHING [STOP_REPLICATION]");
    assertThat(outcome(record("ACTIVE", Optional.of(EAST)), request(WEST, FailoverType.PLANNED)))
        .isEqualTo("DRAINING [START_REPLICATION, DRAIN]");
  }

  @Test
  void anOwnerTakesTheGroupAndGivesItBackWithHowFarItCame() {
    Owner other = new Owner("other", "label", "");
    GroupRecord taken = after(record("ACTIVE"), new GroupEvent.OwnershipTaken(other));
    assertThat(taken.owner()).contains(other);
    assertThat(taken.updated()).isEqualTo(LATER);
    GroupRecord released = after(taken, new GroupEvent.OwnershipReleased(Optional.of(LATER)));
    assertThat(released.owner()).isEmpty();
    assertThat(released.replicationPoint()).contains(LATER);
    assertThat(outcome(taken, new GroupEvent.OwnershipReleased(Optional.empty())))
        .isEqualTo("ACTIVE []");
  }

  @Test
  void theReplicationPointIsTheLatestThatWasEverKnown() {
    GroupRecord active = record("ACTIVE");
    assertThat(after(active, new GroupEvent.LeaseRenewed(Optional.of(LATER))).replicationPoint())
        .contains(LATER);
    assertThat(after(active, new GroupEvent.LeaseRenewed(Optional.empty())).replicationPoint())
        .contains(NOW);
    GroupRecord fresh = FailoverGroup.create("lakehouse", EAST, WEST, "hash", NOW);
    assertThat(after(fresh, new GroupEvent.LeaseRenewed(Optional.empty())).replicationPoint())
        .isEmpty();
    assertThat(after(fresh, new GroupEvent.LeaseRenewed(Optional.of(NOW))).replicationPoint())
        .contains(NOW);
  }

  @Test
  void theFirstReplicationEndsWithTheSecondaryInTheLeadAndNoProblem() {
    GroupRecord back = after(record("SWITCHING"), new GroupEvent.ReplicationStopped());
    assertThat(back.lead()).isEqualTo(WEST);
    GroupRecord active = after(back, new GroupEvent.InitialReplicationEnded(Optional.of(LATER)));
    assertThat(List.of(active.primary(), active.secondary(), active.lead()))
        .containsExactly(WEST, EAST, EAST);
    assertThat(active.replicationPoint()).contains(LATER);
    assertThat(active.failover()).isEmpty();
  }

  @Test
  void aFailoverThatIsGivenUpSaysWhyUntilTheNextBegins() {
    GroupRecord givenUp = after(record("DRAINING"), new GroupEvent.LossPossible("a writer wrote"));
    assertThat(givenUp.problem()).contains("planned failover given up: a writer wrote");
    assertThat(givenUp.failover()).isEmpty();
    assertThat(after(givenUp, request(WEST, FailoverType.PLANNED)).problem()).isEmpty();
  }

  @Test
  void theJournalKeepsWhatWasAskedForAndWhen() {
    GroupRecord asked = after(record("ACTIVE"), stoppingWrites(WEST));
    assertThat(asked.failover())
        .contains(new FailoverJournal(FailoverType.PLANNED, WEST, Step.STOPPING_WRITES, LATER));
    assertThat(asked.lead()).isEqualTo(WEST);
    GroupRecord forced = after(asked, request(WEST, FailoverType.FORCED));
    assertThat(forced.failover())
        .contains(new FailoverJournal(FailoverType.FORCED, WEST, Step.SWITCHING, LATER));
  }

  /** A planned one was drained; of a forced one only the replication point is sure. */
  @Test
  void aChangeOfRolesNotesUntilWhenTheFormerPrimaryWasReplicated() {
    GroupRecord planned = after(record("SWITCHING"), new GroupEvent.ReplicationStopped());
    assertThat(planned.roleChange()).contains(new RoleChange(LATER, Optional.of(LATER)));
    GroupRecord forcing = after(record("ACTIVE"), request(WEST, FailoverType.FORCED));
    GroupRecord forced = after(forcing, new GroupEvent.ReplicationStopped());
    assertThat(forced.roleChange())
        .as("a minute less: two clocks")
        .contains(new RoleChange(LATER, Optional.of(NOW.minusSeconds(60))));
  }

  @Test
  void aPausedGroupIsPausedOnceAndGoesOn() {
    GroupRecord paused = after(record("ACTIVE"), new GroupEvent.PauseRequested(true));
    assertThat(paused.paused()).isTrue();
    assertThat(outcome(paused, new GroupEvent.PauseRequested(true))).isEqualTo("unchanged");
    assertThat(after(paused, new GroupEvent.PauseRequested(false)).paused()).isFalse();
  }
}
