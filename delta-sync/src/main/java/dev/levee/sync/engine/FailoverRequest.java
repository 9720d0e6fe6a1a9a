package dev.levee.sync.engine;

import dev.levee.sync.group.FailoverType;
import dev.levee.sync.model.RegionName;
import java.util.OptionalLong;

/**
 * An operator's wish to change the roles. It names the target, so that the same request sent twice
 * does not flip back.
 *
 * @param target the region that is to be the primary
 * @param type how
 * @param expectedEpoch the epoch that the operator saw; another one refuses the request
 */
public record FailoverRequest(RegionName target, FailoverType type, OptionalLong expectedEpoch) {}
