package dev.levee.sync.group;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * The last change of roles.
 *
 * @param when by the clock of the daemon that wrote it; where an earlier version of Levee did not
 *     note it, the latest moment it can have been
 * @param replicatedUntil what the former primary had at that time, by its own store's clock, was in
 *     the present one; empty where that is not known
 */
public record RoleChange(Instant when, Optional<Instant> replicatedUntil) {
  /** Checks that the parts are there. */
  public RoleChange {
    requireNonNull(when, "when");
    requireNonNull(replicatedUntil, "replicatedUntil");
  }
}
