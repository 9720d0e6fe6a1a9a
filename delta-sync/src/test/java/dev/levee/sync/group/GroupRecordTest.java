package dev.levee.sync.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.group.FailoverJournal.Step;
import dev.levee.sync.model.RegionName;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupRecordTest {
  private static final RegionName EAST = new RegionName("east");
  private static final RegionName WEST = new RegionName("west");
  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant UPDATED = CREATED.plusSeconds(60);

  private static GroupRecord record(long number, long epoch, RegionName secondary, String lead) {
    return record(number, epoch, secondary, lead, GroupState.ACTIVE, Optional.empty());
  }

  private static GroupRecord record(GroupState state, Optional<FailoverJournal> failover) {
    return record(1, 1, WEST, "west", state, failover);
  }

  private static GroupRecord record(
      long number,
      long epoch,
      RegionName secondary,
      String lead,
      GroupState state,
      Optional<FailoverJournal> failover) {
    return new GroupRecord(
        number,
        "lake",
        epoch,
        state,
        EAST,
        secondary,
        new RegionName(lead),
        Optional.empty(),
        Optional.empty(),
        false,
        "hash",
        failover,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        CREATED,
        UPDATED);
  }

  @Test
  void theFirstRecordIsNumberOneAndTheSecondaryMustSurvive() {
    GroupRecord first = FailoverGroup.create("lake", EAST, WEST, "hash", CREATED);
    assertThat(first)
        .isEqualTo(
            new GroupRecord(
                1,
                "lake",
                1,
                GroupState.CREATING,
                EAST,
                WEST,
                WEST,
                Optional.empty(),
                Optional.empty(),
                false,
                "hash",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                CREATED,
                CREATED));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "-1, 1"})
  void numbersAndEpochsBeginAtOne(long number, long epoch) {
    assertThatThrownBy(() -> record(number, epoch, WEST, "west"))
        .hasMessage("numbers and epochs begin at 1: " + number + ", " + epoch);
  }

  @Test
  void theTwoRolesAreTwoRegionsAndTheLeadIsOneOfThem() {
    assertThatThrownBy(() -> record(1, 1, EAST, "east"))
        .hasMessage("one region cannot have both roles: east");
    assertThatThrownBy(() -> record(1, 1, WEST, "north"))
        .hasMessage("the lead is one of the two regions, not north");
    assertThat(record(1, 1, WEST, "east").lead()).isEqualTo(EAST);
  }

  @Test
  void aJournalBelongsToAFailoverUnderWayAndToNothingElse() {
    Optional<FailoverJournal> journal =
        Optional.of(new FailoverJournal(FailoverType.FORCED, WEST, Step.SWITCHING, CREATED));
    assertThatThrownBy(() -> record(GroupState.ACTIVE, journal))
        .hasMessage("a journal belongs to FAILING_OVER, not to ACTIVE");
    assertThatThrownBy(() -> record(GroupState.FAILING_OVER, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(record(GroupState.FAILING_OVER, journal).failover()).isEqualTo(journal);
  }

  @Test
  void rolesStandSinceTheyChanged() {
    assertThat(record(1, 1, WEST, "west").rolesStandSince()).isEqualTo(CREATED);
    assertThat(record(5, 2, WEST, "west").rolesStandSince())
        .as("an earlier version's record, which does not say")
        .isEqualTo(UPDATED);
  }

  @Test
  void whenRolesChangedIsNotedOnceAndStays() {
    GroupRecord noted = record(5, 2, WEST, "west").next(UPDATED.plusSeconds(1)).build();
    assertThat(noted.rolesStandSince()).isEqualTo(UPDATED.plusSeconds(1));
    assertThat(noted.roleChange().orElseThrow().replicatedUntil()).isEmpty();
    assertThat(noted.next(UPDATED.plusSeconds(9)).build().roleChange())
        .isEqualTo(noted.roleChange());
    assertThat(record(1, 1, WEST, "west").next(UPDATED).build().roleChange()).isEmpty();
  }

  @Test
  void anOwnerHasAnId() {
    assertThatThrownBy(() -> new Owner("", "label", "")).hasMessage("an owner's id is not empty");
  }
}
