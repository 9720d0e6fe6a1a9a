package dev.levee.sync.simulation;

import dev.levee.sync.simulation.AlteredEngine.Alteration;
import java.util.List;

/** A bug that the engine does not have, and what of the engine would have to change for it. */
enum PlantedBug {
  PUBLISH_BEFORE_COPY(1, of("engine.commit.TableContext", "copy", "noneMissing")),
  SKIP_CHECK_OF_COPIED_BYTES(1, of("copy.ReadCheck", "check", "nothing")),
  BLIND_RETRY(1, of("publish.LogPublisher", "lookAt", "takenForOurs")),
  UNKNOWN_TAKEN_AS_SUCCESS(1, of("publish.LogPublisher", "settle", "unknownIsSuccess")),
  POSITION_ACROSS_A_GAP(1, of("log.LogListing", "lastContiguousFrom", "newestName")),
  POSITION_KEPT_IN_MEMORY(1, of("engine.table.TableSync", "syncOnce", "keepsPosition")),
  NO_COMPARISON_OF_HISTORIES(1, of("engine.divergence.LogComparison", "check", "nothing")),
  LEASE_BY_WALL_CLOCK(1, of("engine.control.Ownership", "isFree", "expiredByWallClock")),
  LEASE_NEVER_EXPIRES(1, of("engine.control.Lease", "isHeld", "heldForEver")),
  NO_GATE(1, of("engine.control.PublishGate", "tryEnter", "entersAlways")),
  NO_FENCE(1, of("engine.failover.Fencing", "fenceAll", "none")),
  FENCE_SKIPPED_ON_A_FAILURE(1, of("engine.failover.Fencing", "fence", "skipsOnFailure")),
  WIND_BACK_BOTTOM_UP(1, of("engine.commit.LogRetirement", "above", "reversed")),
  NO_QUARANTINE(1, of("engine.commit.LogRetirement", "keep", "yes")),
  HINT_BEFORE_CHECKPOINT(
      1,
      of("engine.artefact.LastCheckpoint", "resolves", "yes"),
      of("engine.artefact.ArtefactSync", "copyCheckpoint", "nothing")),
  CHECKPOINT_BEFORE_COMMIT(
      1, of("engine.table.Bootstrap", "publishBehindCheckpoint", "checkpointFirst")),
  RUN_NOT_KEPT_BEFORE_IT_IS_PUBLISHED(1, of("engine.commit.StagedRuns", "stage", "notKept")),
  REPLICATION_POINT_OF_THE_END(1, of("engine.table.TableSync", "syncOnce", "asOfItsEnd")),
  REPLICATION_POINT_WITHOUT_HELD(
      1, of("engine.direction.Direction", "replicationPoint", "withoutHeld")),
  LISTING_TRUSTED_FOR_THE_HEAD(1, of("engine.commit.BatchReader", "read", "onlyWhatIsListed")),
  SWITCH_BEFORE_DRAIN(1, of("engine.failover.Drain", "look", "quietAtOnce")),
  EPOCH_REUSED(1, of("group.GroupRecord$Successor", "rolesSwapped", "sameEpoch")),
  OVERTAKEN_RECORD_COUNTS(1, of("engine.control.ControlLog", "append", "alwaysDone"));

  /** The first seed that is known to find it. */
  private final long seed;

  private final List<Alteration> alterations;

  PlantedBug(long seed, Alteration... alterations) {
    this.seed = seed;
    this.alterations = List.of(alterations);
  }

  private static Alteration of(String type, String method, String replacement) {
    return new Alteration(type, method, replacement);
  }

  long seed() {
    return seed;
  }

  List<Alteration> alterations() {
    return alterations;
  }
}
