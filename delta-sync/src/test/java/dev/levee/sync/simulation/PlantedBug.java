package dev.levee.sync.simulation;

import dev.levee.sync.simulation.AlteredEngine.Alteration;
import java.util.Arrays;
import java.util.List;

/** A bug that the engine does not have, and what of the engine would have to change for it. */
enum PlantedBug {
  PUBLISH_BEFORE_COPY(1, "engine.commit.TableContext#copy=noneMissing"),
  SKIP_CHECK_OF_COPIED_BYTES(1, "copy.ReadCheck#check=nothing"),
  BLIND_RETRY(5, "publish.LogPublisher#lookAt=takenForOurs"),
  UNKNOWN_TAKEN_AS_SUCCESS(6, "publish.LogPublisher#settle=unknownIsSuccess"),
  POSITION_ACROSS_A_GAP(433, "log.LogListing#lastContiguousFrom=newestName"),
  POSITION_KEPT_IN_MEMORY(5, "engine.table.TableSync#syncOnce=keepsPosition"),
  NO_COMPARISON_OF_HISTORIES(5, "engine.divergence.LogComparison#check=nothing"),
  LEASE_BY_WALL_CLOCK(43, "engine.control.Ownership#isFree=expiredByWallClock"),
  LEASE_NEVER_EXPIRES(285, "engine.control.Lease#isHeld=heldForEver"),
  NO_GATE(571, "engine.control.PublishGate#tryEnter=entersAlways"),
  NO_FENCE(3, "engine.failover.Fencing#fenceAll=none"),
  FENCE_SKIPPED_ON_A_FAILURE(5, "engine.failover.Fencing#fence=skipsOnFailure"),
  WIND_BACK_BOTTOM_UP(16, "engine.commit.LogRetirement#above=reversed"),
  NO_QUARANTINE(5, "engine.commit.LogRetirement#keep=yes"),
  HINT_BEFORE_CHECKPOINT(
      10,
      "engine.artefact.LastCheckpoint#resolves=yes",
      "engine.artefact.ArtefactSync#copyCheckpoint=nothing"),
  CHECKPOINT_BEFORE_COMMIT(129, "engine.table.Bootstrap#publishBehindCheckpoint=checkpointFirst"),
  RUN_NOT_KEPT_BEFORE_IT_IS_PUBLISHED(16, "engine.commit.StagedRuns#stage=notKept"),
  REPLICATION_POINT_OF_THE_END(6, "engine.table.TableSync#syncOnce=asOfItsEnd"),
  REPLICATION_POINT_WITHOUT_HELD(1, "engine.direction.Direction#replicationPoint=withoutHeld"),
  LISTING_TRUSTED_FOR_THE_HEAD(2, "engine.commit.BatchReader#read=onlyWhatIsListed"),
  SWITCH_BEFORE_DRAIN(
      3, "engine.failover.Drain#look=quietAtOnce", "engine.failover.PrimaryFencing#doubt=empty"),
  EPOCH_REUSED(3, "group.GroupRecord$Successor#rolesSwapped=sameEpoch"),
  OVERTAKEN_RECORD_COUNTS(1, "engine.control.ControlLog#append=alwaysDone");

  /** The first seed that is known to find it. */
  private final long seed;

  /** Which methods do something else: {@code type#method=replacement}, one after the other. */
  private final String alterations;

  PlantedBug(long seed, String... alterations) {
    this.seed = seed;
    this.alterations = String.join(" ", alterations);
  }

  long seed() {
    return seed;
  }

  List<Alteration> alterations() {
    return Arrays.stream(alterations.split(" ", -1)).map(PlantedBug::alteration).toList();
  }

  private static Alteration alteration(String text) {
    String[] parts = text.split("[#=]", 3);
    return new Alteration(parts[0], parts[1], parts[2]);
  }
}
