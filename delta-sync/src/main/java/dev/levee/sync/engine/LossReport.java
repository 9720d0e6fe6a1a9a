package dev.levee.sync.engine;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.group.FailoverType;
import dev.levee.sync.model.RegionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a failover found in the region that survived, written there before the roles changed and
 * never changed since. It says how far each table was; what was committed behind that in the old
 * primary is only known once that one is seen again.
 *
 * @param group the failover group
 * @param epoch the one that the failover began
 * @param type how the primary was treated
 * @param from the region that was left
 * @param to the region that became the primary
 * @param requested when the operator asked
 * @param switched when all tables had been fenced
 * @param replicationPoint the group's at that time; empty when it was not known
 * @param tables one entry each, by name
 */
public record LossReport(
    String group,
    long epoch,
    FailoverType type,
    RegionName from,
    RegionName to,
    Instant requested,
    Instant switched,
    Optional<Instant> replicationPoint,
    List<Table> tables) {
  /** Checks that all is there. */
  public LossReport {
    requireNonNull(group, "group");
    requireNonNull(type, "type");
    requireNonNull(from, "from");
    requireNonNull(to, "to");
    requireNonNull(requested, "requested");
    requireNonNull(switched, "switched");
    requireNonNull(replicationPoint, "replicationPoint");
    tables = List.copyOf(tables);
  }

  /**
   * One table.
   *
   * @param name mapping and path
   * @param lastVersion the newest version that the survivor had, before the fence; empty when it
   *     was not live there, or could not be read
   * @param committed when that version was committed in the old primary
   * @param fence the fence's version
   * @param unfenced why there is none
   * @param seenInPrimary the newest version that the daemon had seen in the old primary; empty when
   *     it had not seen it
   * @param equalAt when its last look began that found both sides equal
   */
  public record Table(
      String name,
      OptionalLong lastVersion,
      Optional<Instant> committed,
      OptionalLong fence,
      Optional<String> unfenced,
      OptionalLong seenInPrimary,
      Optional<Instant> equalAt) {
    /** How many versions are known to have stayed behind; 0 does not say that none has. */
    public long knownBehind() {
      return seenInPrimary.isEmpty()
          ? 0
          : Math.max(0, seenInPrimary.getAsLong() - lastVersion.orElse(-1));
    }
  }
}
