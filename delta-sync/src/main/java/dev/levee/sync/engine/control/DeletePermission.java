package dev.levee.sync.engine.control;

import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.group.Owner;
import dev.levee.sync.model.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether this daemon may remove objects of the secondary now, by the control log as it is stored.
 * A daemon that was paused, or whose group has changed its roles meanwhile, finds out here.
 */
public final class DeletePermission {
  /** What a change of roles leaves behind is looked at by people first. */
  static final Duration AFTER_ROLES_CHANGED = Duration.ofHours(24);

  private final GroupSpec spec;
  private final RegionSpec primary;
  private final String self;
  private final Time time;

  public DeletePermission(GroupSpec spec, RegionSpec primary, Daemon daemon) {
    this.spec = spec;
    this.primary = primary;
    this.self = daemon.identity().self().id();
    this.time = daemon.time();
  }

  /** Whether a group that this is the newest record of may have objects removed at this time. */
  public boolean isGivenBy(GroupRecord record, Instant now) {
    return record.state() == GroupState.ACTIVE
        && !record.paused()
        && record.primary().equals(primary.name())
        && record.owner().map(Owner::id).filter(self::equals).isPresent()
        && !record.rolesStandSince().plus(AFTER_ROLES_CHANGED).isAfter(now);
  }

  /**
   * Reads the newest record; blocks.
   *
   * @return the secondary's own time, or a little less; empty when nothing may be removed
   */
  public Optional<Instant> ask() {
    ControlLog log = new ControlLog(spec, time);
    Optional<GroupRecord> newest = log.newest();
    Optional<Instant> there = log.lastWritten(spec.otherThan(primary.name()));
    boolean given =
        newest.isPresent()
            && there.isPresent()
            && isGivenBy(newest.get(), time.now())
            && isGivenBy(newest.get(), there.get());
    return given ? there : Optional.empty();
  }
}
