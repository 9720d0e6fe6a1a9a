package dev.levee.sync.engine.control;

import dev.levee.sync.group.Owner;

/** Who this daemon is, and whether another one is certainly gone. */
public interface OwnerIdentity {
  /** This daemon, with an id that no other start has. */
  Owner self();

  /** Whether the owner's process is proven not to run any more, so that nobody need wait for it. */
  boolean isSurelyDead(Owner owner);
}
