package dev.levee.sync.engine;

import dev.levee.sync.group.GroupState;
import dev.levee.sync.model.RegionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A failover group at one moment.
 *
 * @param name the group's name
 * @param state where it stands
 * @param epoch grows by one with each change of roles; it is the etag of failover requests
 * @param primary the effective primary region: where writers write now
 * @param secondary the other one
 * @param replicationPoint everything that was visible in the primary then is in the secondary;
 *     empty while some table, held ones included, was never replicated
 * @param replicationPointWithoutHeld the same, looking only at tables that are not held
 * @param paused whether an operator has paused replication
 * @param role whether this daemon works on the group or stands by
 * @param owner who works on the group, as people may read it
 * @param standbys the daemons that stand by for it, as people may read them; as of the last look,
 *     which is at most a lease's TTL ago
 * @param problem what keeps the group as a whole from going on, in one line
 * @param tables how many tables are in scope
 * @param heldTables how many of them, and of the mirrored prefixes, are held
 * @param progress what was copied and published since this daemon started
 * @param createTime when the group's first control record was written
 * @param updateTime when the newest was
 */
public record GroupStatus(
    String name,
    GroupState state,
    long epoch,
    RegionName primary,
    RegionName secondary,
    Optional<Instant> replicationPoint,
    Optional<Instant> replicationPointWithoutHeld,
    boolean paused,
    Role role,
    String owner,
    List<String> standbys,
    Optional<String> problem,
    int tables,
    int heldTables,
    Progress progress,
    Optional<Instant> createTime,
    Optional<Instant> updateTime) {
  /** Copies the list. */
  public GroupStatus {
    standbys = List.copyOf(standbys);
  }

  /** What this daemon does for the group. */
  public enum Role {
    /** It replicates. */
    OWNER,
    /** Another daemon does; this one waits for its lease to run out. */
    STANDBY
  }
}
