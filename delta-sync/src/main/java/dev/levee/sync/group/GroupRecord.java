package dev.levee.sync.group;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.model.RegionName;
import java.time.Instant;
import java.util.Optional;

/**
 * All that is remembered of a group: one numbered control record. The one with the highest number
 * is the group's state.
 *
 * @param number grows by one with each record
 * @param group the group's name
 * @param epoch grows by one with each change of roles; never reused
 * @param state where the group stands
 * @param primary where writers write
 * @param secondary the other region
 * @param lead the region in which the next record is created first: the one that must survive
 * @param owner who works on the group; empty when it was given back
 * @param replicationPoint everything visible in the primary then is in the secondary; empty before
 *     the first cycle in this direction
 * @param paused whether an operator has paused replication
 * @param mappingHash of the location mappings the group was created with
 * @param failover the failover under way
 * @param problem why the last failover stopped
 * @param roleChange the last change of roles; empty before the first one
 * @param writesStopped the region whose writers Levee has stopped, or begun to stop, and not let go
 *     on
 * @param created when the first record was written
 * @param updated when this one was
 */
public record GroupRecord(
    long number,
    String group,
    long epoch,
    GroupState state,
    RegionName primary,
    RegionName secondary,
    RegionName lead,
    Optional<Owner> owner,
    Optional<Instant> replicationPoint,
    boolean paused,
    String mappingHash,
    Optional<FailoverJournal> failover,
    Optional<String> problem,
    Optional<RoleChange> roleChange,
    Optional<RegionName> writesStopped,
    Instant created,
    Instant updated) {
  /** Checks what must hold in every state. */
  public GroupRecord {
    requireNonNull(group, "group");
    requireNonNull(mappingHash, "mappingHash");
    requireNonNull(roleChange, "roleChange");
    requireNonNull(writesStopped, "writesStopped");
    if (number < 1 || epoch < 1) {
      throw new IllegalArgumentException("numbers and epochs begin at 1: " + number + ", " + epoch);
    }
    if (primary.equals(secondary)) {
      throw new IllegalArgumentException("one region cannot have both roles: " + primary);
    }
    if (!lead.equals(primary) && !lead.equals(secondary)) {
      throw new IllegalArgumentException("the lead is one of the two regions, not " + lead);
    }
    if (failover.isPresent() != (state == GroupState.FAILING_OVER)) {
      throw new IllegalArgumentException("a journal belongs to FAILING_OVER, not to " + state);
    }
  }

  /** Since when each region has the role it has. */
  public Instant rolesStandSince() {
    return roleChange.map(RoleChange::when).orElse(epoch == 1 ? created : updated);
  }

  /** Begins the record that follows this one, equal to it but for its number and time. */
  Successor next(Instant now) {
    return new Successor(this, now);
  }

  /** Collects what the next record has other than this one. */
  static final class Successor {
    private final GroupRecord from;
    private final Instant now;
    private long epoch;
    private GroupState state;
    private RegionName primary;
    private RegionName secondary;
    private RegionName lead;
    private Optional<Owner> owner;
    private Optional<Instant> replicationPoint;
    private boolean paused;
    private Optional<FailoverJournal> failover;
    private Optional<String> problem;
    private Optional<RoleChange> roleChange;
    private Optional<RegionName> writesStopped;

    private Successor(GroupRecord from, Instant now) {
      this.from = from;
      this.now = now;
      this.epoch = from.epoch;
      this.state = from.state;
      this.primary = from.primary;
      this.secondary = from.secondary;
      this.lead = from.lead;
      this.owner = from.owner;
      this.replicationPoint = from.replicationPoint;
      this.paused = from.paused;
      this.failover = from.failover;
      this.problem = from.problem;
      this.writesStopped = from.writesStopped;
      // Records of earlier versions do not say when; it was not later than now.
      this.roleChange =
          from.roleChange.isEmpty() && from.epoch > 1
              ? Optional.of(new RoleChange(now, Optional.empty()))
              : from.roleChange;
    }

    Successor state(GroupState value) {
      state = value;
      return this;
    }

    Successor owner(Optional<Owner> value) {
      owner = value;
      return this;
    }

    Successor lead(RegionName value) {
      lead = value;
      return this;
    }

    Successor replicationPoint(Optional<Instant> value) {
      replicationPoint = value;
      return this;
    }

    Successor paused(boolean value) {
      paused = value;
      return this;
    }

    Successor failover(Optional<FailoverJournal> value) {
      failover = value;
      return this;
    }

    Successor writesStopped(Optional<RegionName> value) {
      writesStopped = value;
      return this;
    }

    Successor problem(Optional<String> value) {
      problem = value;
      return this;
    }

    /**
     * Swaps the roles and opens the next epoch.
     *
     * @param replicatedUntil as {@link RoleChange} means it
     */
    Successor rolesSwapped(Optional<Instant> replicatedUntil) {
      roleChange = Optional.of(new RoleChange(now, replicatedUntil));
      RegionName former = primary;
      primary = secondary;
      secondary = former;
      epoch++;
      return this;
    }

    GroupRecord build() {
      return new GroupRecord(
          from.number + 1,
          from.group,
          epoch,
          state,
          primary,
          secondary,
          lead,
          owner,
          replicationPoint,
          paused,
          from.mappingHash,
          failover,
          problem,
          roleChange,
          writesStopped,
          from.created,
          now);
    }
  }
}
