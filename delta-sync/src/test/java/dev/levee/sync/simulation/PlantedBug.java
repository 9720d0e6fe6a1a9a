package dev.levee.sync.simulation;

import dev.levee.sync.simulation.AlteredEngine.Alteration;
import java.util.Arrays;
import java.util.List;

/** A bug that the engine does not have, and what of the engine would have to change for it. */
enum PlantedBug {
  PUBLISH_BEFORE_COPY(1, "engine.commit.TableContext#copy=noneMissing"),
  SKIP_CHECK_OF_COPIED_BYTES(1, "copy.ReadCheck#check=nothing"),
  BLIND_RETRY(1, "publish.LogPublisher#lookAt=takenForOurs"),
  UNKNOWN_TAKEN_AS_SUCCESS(1, "publish.LogPublisher#settle=unknownIsSuccess"),
  POSITION_ACROSS_A_GAP(1, "log.LogListing#lastContiguousFrom=newestName"),
  POSITION_KEPT_IN_MEMORY(1, "engine.table.TableSync#syncOnce=keepsPosition"),
  NO_COMPARISON_OF_HISTORIES(1, "engine.divergence.LogComparison#check=nothing"),
  LEASE_BY_WALL_CLOCK(1, "engine.control.Ownership#isFree=expiredByWallClock"),
  LEASE_NEVER_EXPIRES(1, "engine.control.Lease#isHeld=heldForEver"),
  NO_GATE(1, "engine.control.PublishGate#tryEnter=entersAlways"),
  NO_FENCE(1, "engine.failover.Fencing#fenceAll=none"),
  FENCE_SKIPPED_ON_A_FAILURE(1, "engine.failover.Fencing#fence=skipsOnFailure"),
  WIND_BACK_BOTTOM_UP(1, "engine.commit.LogRetirement#above=reversed"),
  NO_QUARANTINE(1, "engine.commit.LogRetirement#keep=yes"),
  HINT_BEFORE_CHECKPOINT(
      1,
      "engine.artefact.LastCheckpoint#resolves=yes",
      "engine.artefact.ArtefactSync#copyCheckpoint=nothing"),
  CHECKPOINT_BEFORE_COMMIT(1, "engine.table.Bootstrap#publishBehindCheckpoint=checkpointFirst"),
  RUN_NOT_KEPT_BEFORE_IT_IS_PUBLISHED(1, "engine.commit.StagedRuns#stage=notKept"),
  REPLICATION_POINT_OF_THE_END(1, "engine.table.TableSync#syncOnce=asOfItsEnd"),
  REPLICATION_POINT_WITHOUT_HELD(1, "engine.direction.Direction#replicationPoint=withoutHeld"),
  LISTING_TRUSTED_FOR_THE_HEAD(1, "engine.commit.BatchReader#read=onlyWhatIsListed"),
  SWITCH_BEFORE_DRAIN(1, "engine.failover.Drain#look=quietAtOnce"),
  EPOCH_REUSED(1, "group.GroupRecord$Successor#rolesSwapped=sameEpoch"),
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
