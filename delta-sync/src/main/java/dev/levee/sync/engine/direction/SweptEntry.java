package dev.levee.sync.engine.direction;

import dev.levee.sync.model.TableId;
import dev.levee.sync.sweep.Sweep;

/** What {@link ReplicaDeletes} needs of a table, or of a mirrored prefix. */
interface SweptEntry {
  /** Its name. */
  TableId id();

  /** Its sweep. */
  Sweep sweep();

  /** Whether it is live and in good order. */
  boolean mayBeSwept();

  /** Keeps passes away from it; false while one is under way. */
  boolean reserve();

  /** Lets passes go on. */
  void release();
}
