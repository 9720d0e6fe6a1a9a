package dev.levee.daemon.report;

import dev.levee.sync.group.FailoverType;
import java.util.Optional;

/**
 * What a failover request says.
 *
 * @param targetPrimaryRegion the region that is to be the primary
 * @param failoverType how
 * @param etag the group's etag that the sender saw; another one refuses the request
 * @param validateOnly true to be told what the failover would find, and change nothing
 */
public record FailoverBody(
    Optional<String> targetPrimaryRegion,
    Optional<FailoverType> failoverType,
    Optional<String> etag,
    Optional<Boolean> validateOnly) {}
