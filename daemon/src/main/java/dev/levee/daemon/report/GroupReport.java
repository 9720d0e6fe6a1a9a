package dev.levee.daemon.report;

import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.GroupStatus;
import dev.levee.sync.engine.Progress;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A failover group as the admin port shows it. Names are those of Databricks' disaster-recovery API
 * v1 where it has them.
 *
 * @param name its name
 * @param regions its two sides
 * @param initialPrimaryRegion where writers wrote when it was created
 * @param effectivePrimaryRegion where they write now
 * @param state where it stands
 * @param replicationPoint everything visible in the primary then is in the secondary
 * @param replicationPointExcludingHeld the same without held tables
 * @param replicationLagMs how old the replication point is; null when some table was never
 *     replicated
 * @param locationMappings which prefix is which
 * @param etag what a failover request may name, so that it only does what its sender saw
 * @param createTime when it was created
 * @param updateTime when its state last changed
 * @param paused whether an operator paused it
 * @param role whether the daemon that answers works on it
 * @param owner who works on it
 * @param standbys who stands by for it
 * @param problem what keeps it as a whole from going on
 * @param tables how many there are
 * @param heldTables how many of them, and of the mirrored prefixes, are held
 * @param progress what the daemon did for it since it started
 */
public record GroupReport(
    String name,
    List<String> regions,
    String initialPrimaryRegion,
    String effectivePrimaryRegion,
    GroupState state,
    Optional<Instant> replicationPoint,
    Optional<Instant> replicationPointExcludingHeld,
    OptionalLong replicationLagMs,
    List<MappingReport> locationMappings,
    String etag,
    Optional<Instant> createTime,
    Optional<Instant> updateTime,
    boolean paused,
    GroupStatus.Role role,
    String owner,
    List<String> standbys,
    Optional<String> problem,
    int tables,
    int heldTables,
    Progress progress) {
  /**
   * A location mapping.
   *
   * @param name its name
   * @param uriByRegion its prefixes, each with {@code *} at its end
   */
  public record MappingReport(String name, List<RegionUri> uriByRegion) {}

  /** One side of a location mapping. */
  public record RegionUri(String region, String uri) {}

  /** All groups of a daemon. */
  public record Groups(List<GroupReport> failoverGroups) {}

  /** The group now. */
  public static GroupReport of(GroupControl group, Instant now) {
    return of(group.spec(), group.status(), now);
  }

  /** The group as its status tells. */
  public static GroupReport of(GroupSpec spec, GroupStatus status, Instant now) {
    return new GroupReport(
        status.name(),
        spec.regions().stream().map(region -> region.name().value()).toList(),
        spec.initialPrimaryRegion().value(),
        status.primary().value(),
        status.state(),
        status.replicationPoint(),
        status.replicationPointWithoutHeld(),
        lagMs(status.replicationPoint(), now),
        spec.mappings().all().stream().map(mapping -> mapping(mapping, spec)).toList(),
        Long.toString(status.epoch()),
        status.createTime(),
        status.updateTime(),
        status.paused(),
        status.role(),
        status.owner(),
        status.standbys(),
        status.problem(),
        status.tables(),
        status.heldTables(),
        status.progress());
  }

  /** How old a replication point is; never below zero, whatever the clocks say. */
  public static OptionalLong lagMs(Optional<Instant> replicationPoint, Instant now) {
    return replicationPoint
        .map(point -> OptionalLong.of(Math.max(0, Duration.between(point, now).toMillis())))
        .orElse(OptionalLong.empty());
  }

  private static MappingReport mapping(LocationMapping mapping, GroupSpec spec) {
    return new MappingReport(
        mapping.name(),
        spec.regions().stream().map(region -> uri(mapping, region.name())).toList());
  }

  private static RegionUri uri(LocationMapping mapping, RegionName region) {
    return new RegionUri(region.value(), mapping.prefixByRegion().get(region) + "*");
  }

  /** The region that is not the primary. */
  public String secondaryRegion() {
    return regions.stream()
        .filter(region -> !region.equals(effectivePrimaryRegion))
        .findFirst()
        .orElse(effectivePrimaryRegion);
  }
}
