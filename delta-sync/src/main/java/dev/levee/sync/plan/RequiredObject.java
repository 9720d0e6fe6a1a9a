package dev.levee.sync.plan;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.model.Location;
import java.util.OptionalLong;

/**
 * An object that must be in the secondary, byte for byte as in the primary.
 *
 * @param source where it is
 * @param target where it must be
 * @param size in bytes as the log says, which may be wrong; empty where the log does not say
 * @param kind what it is
 */
public record RequiredObject(Location source, Location target, OptionalLong size, Kind kind) {
  /** What an object is to its table. */
  public enum Kind {
    /** A data file. */
    DATA,
    /** A file of the change data feed. */
    CHANGE,
    /** A file of deletion vectors. */
    DELETION_VECTOR,
    /** A sidecar of a V2 checkpoint. */
    SIDECAR,
    /** A checkpoint, or a part of one. */
    CHECKPOINT
  }

  /** Checks that all is there. */
  public RequiredObject {
    requireNonNull(source, "source");
    requireNonNull(target, "target");
    requireNonNull(size, "size");
    requireNonNull(kind, "kind");
  }
}
