package dev.levee.sync.engine.control;

import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.group.FailoverGroup;
import dev.levee.sync.group.GroupEffect;
import dev.levee.sync.group.GroupEvent;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.group.GroupStep;
import dev.levee.sync.group.Owner;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.StoreException;
import java.util.List;
import java.util.Optional;

/**
 * Whose the group is, by its control log. A group is taken when it is free, when its owner's
 * process is proven dead, or when its newest record has not changed for the lease's TTL on this
 * daemon's own monotonic clock. Used by the group's thread only.
 */
public final class Ownership {
  private final GroupSpec spec;
  private final ControlLog log;
  private final Lease lease;
  private final OwnerIdentity identity;
  private final Time time;
  private Optional<GroupRecord> record = Optional.empty();
  private boolean owner;
  private boolean mustReadAgain;
  private long seenNumber = -1;
  private long seenSince;

  public Ownership(GroupSpec spec, ControlLog log, Lease lease, Daemon daemon) {
    this.spec = spec;
    this.log = log;
    this.lease = lease;
    this.identity = daemon.identity();
    this.time = daemon.time();
  }

  public boolean isOwner() {
    return owner;
  }

  /** The newest record that is known; there is one while this daemon is the owner. */
  public GroupRecord record() {
    return record.orElseThrow();
  }

  public Optional<GroupRecord> known() {
    return record;
  }

  /** Takes the group if that is possible now. */
  public Optional<GroupRecord> seek() {
    record = newest();
    if (record.isEmpty()) {
      GroupRecord first =
          FailoverGroup.create(
              spec.name(),
              spec.initialPrimaryRegion(),
              spec.otherThan(spec.initialPrimaryRegion()).name(),
              spec.mappingHash(),
              time.now());
      record =
          log.append(Optional.empty(), first) == ControlLog.Append.DONE
              ? Optional.of(first)
              : log.newest();
    }
    if (record.isEmpty() || !isFree(record.get())) {
      return Optional.empty();
    }
    checkMapping(record.get());
    GroupStep step =
        FailoverGroup.step(
            record.get(), new GroupEvent.OwnershipTaken(identity.self()), time.now());
    GroupRecord taken = ((GroupStep.Next) step).record();
    owner = save(taken);
    return owner ? record : Optional.empty();
  }

  /**
   * The newest record, never an older one than was known before.
   *
   * @throws StoreException when the stores show none as new as that, which is no state to go on
   *     from
   */
  private Optional<GroupRecord> newest() {
    Optional<GroupRecord> newest = log.newest();
    long known = record.map(GroupRecord::number).orElse(0L);
    if (newest.map(GroupRecord::number).orElse(0L) < known) {
      throw new StoreException(
          StoreException.Kind.TRANSIENT,
          "the control log of group '%s' shows no record as new as %d, which was read before; looking again"
              .formatted(spec.name(), known));
    }
    return newest;
  }

  private boolean isFree(GroupRecord newest) {
    Optional<Owner> holder = newest.owner();
    if (newest.number() != seenNumber) {
      seenNumber = newest.number();
      seenSince = time.nanoTime();
    }
    return holder.isEmpty()
        || holder.get().id().equals(identity.self().id())
        || identity.isSurelyDead(holder.get())
        || time.nanoTime() - seenSince >= spec.settings().leaseTtl().toNanos();
  }

  private void checkMapping(GroupRecord newest) {
    if (!newest.mappingHash().equals(spec.mappingHash())) {
      throw new ControlLogException(
          "MAPPING_CHANGED: the location mappings of group '%s' are not those it was created with; restore them, or create a group with another name for the new locations"
              .formatted(spec.name()));
    }
  }

  /** Saves a record that follows the known one. False when another daemon has gone on from it. */
  public boolean save(GroupRecord next) {
    long begun = time.nanoTime();
    if (log.append(record, next) == ControlLog.Append.SUPERSEDED) {
      return false;
    }
    record = Optional.of(next);
    lease.renewed(begun);
    return true;
  }

  /** A record may or may not have been saved: the log has to be read before the next one. */
  public void readAgainLater() {
    mustReadAgain = true;
  }

  public boolean mustReadAgain() {
    return mustReadAgain;
  }

  /**
   * Reads the log; what is to be done by its newest record, or empty when it is another's. What an
   * earlier record asked for may have been cut off by the failure, so all of it is done again.
   */
  public Optional<List<GroupEffect>> readAgain() {
    Optional<GroupRecord> newest = newest();
    mustReadAgain = false;
    if (newest.isEmpty() || !ownedBySelf(newest.get())) {
      record = newest;
      return Optional.empty();
    }
    record = newest;
    return Optional.of(FailoverGroup.effectsOnResume(newest.get()));
  }

  private boolean ownedBySelf(GroupRecord newest) {
    return newest.owner().filter(holder -> holder.id().equals(identity.self().id())).isPresent();
  }

  public void lost() {
    owner = false;
    mustReadAgain = false;
    lease.lost();
  }
}
