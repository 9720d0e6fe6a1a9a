package dev.levee.sync.sweep;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of the files of one table, or mirrored prefix, that are gone from the primary.
 *
 * @param pending how many are going to be removed, if nothing happens
 * @param pendingKeys the first hundred of them, relative to the root
 * @param deleted how many were removed since replication began in this direction
 * @param lastLook when the last look began that could be trusted, by the secondary's clock
 * @param problem why nothing is removed, in one line
 */
public record DeletesStatus(
    long pending,
    List<String> pendingKeys,
    long deleted,
    Optional<Instant> lastLook,
    Optional<String> problem) {
  /** How many keys are listed. */
  public static final int LISTED = 100;

  /** Nothing has been looked at. */
  public static final DeletesStatus NONE =
      new DeletesStatus(0, List.of(), 0, Optional.empty(), Optional.empty());

  /** Copies the list. */
  public DeletesStatus {
    pendingKeys = List.copyOf(pendingKeys);
  }

  DeletesStatus looked(long nowPending, List<String> keys, Instant when) {
    return new DeletesStatus(nowPending, keys, deleted, Optional.of(when), Optional.empty());
  }

  DeletesStatus stopped(String why) {
    return new DeletesStatus(pending, pendingKeys, deleted, lastLook, Optional.of(why));
  }

  DeletesStatus removed(int more) {
    return new DeletesStatus(
        Math.max(0, pending - more), pendingKeys, deleted + more, lastLook, problem);
  }
}
