package dev.levee.sync.sweep;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.PairedPrefix;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Set;
import java.util.function.Predicate;

/** The files that looks agreed on, to be removed batch by batch. */
final class AgreedFiles {
  private static final int BATCH = 32;

  private final PairedPrefix sides;
  private final Deque<AbsentFile> left = new ArrayDeque<>();
  private int removed;

  AgreedFiles(PairedPrefix sides) {
    this.sides = sides;
  }

  /** How many were removed, ever. */
  int removed() {
    return removed;
  }

  void replaceBy(Collection<AbsentFile> files) {
    left.clear();
    left.addAll(files);
  }

  boolean isEmpty() {
    return left.isEmpty();
  }

  void drop(Set<String> keys) {
    left.removeIf(file -> keys.contains(file.key()));
  }

  /**
   * Removes one batch; what is left is dropped when removing is not allowed any more.
   *
   * @param ours whether the object, as it is now, may be removed
   * @throws SweepStoppedException when one of them is not as the looks had it
   */
  void removeBatch(Sweep.Removal removal, Predicate<ObjectAttributes> ours)
      throws SweepStoppedException {
    for (int i = 0; i < BATCH && !left.isEmpty(); i++) {
      AbsentFile file = left.remove();
      if (!ours.test(state(file))) {
        continue;
      }
      if (!removal.remove(sides.secondaryRoot().resolve(file.key()))) {
        left.clear();
        return;
      }
      removed++;
    }
  }

  private ObjectAttributes state(AbsentFile file) throws SweepStoppedException {
    if (sides.primary().head(sides.primaryRoot().resolve(file.key())).isPresent()) {
      throw new SweepStoppedException(
          file.key() + " is in the primary, though two listings did not show it");
    }
    Location location = sides.secondaryRoot().resolve(file.key());
    return sides
        .secondary()
        .head(location)
        .filter(file::isStill)
        .orElseThrow(() -> new SweepStoppedException(location + " changed after it was looked at"));
  }
}
