package dev.levee.sync.verify;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectContent;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;

/** Reads an object of each side at the same time, in windows, and compares. */
final class ByteComparison {
  private static final int WINDOW = 1 << 18;

  private final TableSides sides;

  ByteComparison(TableSides sides) {
    this.sides = sides;
  }

  /**
   * One object, open on both sides.
   *
   * @param primary where it is in the primary
   * @param ofPrimary what is read there
   * @param replica where it is in the replica
   * @param ofReplica what is read there
   */
  record Pair(
      Location primary, ObjectContent ofPrimary, Location replica, ObjectContent ofReplica) {}

  /** Where the two begin to differ, an end being a difference too; empty when they are equal. */
  OptionalLong firstDifference(Pair pair) {
    long offset = 0;
    while (true) {
      byte[] ours = window(sides.primary(), pair.primary(), pair.ofPrimary());
      byte[] theirs = window(sides.replica(), pair.replica(), pair.ofReplica());
      int mismatch = Arrays.mismatch(ours, theirs);
      if (mismatch >= 0) {
        return OptionalLong.of(offset + mismatch);
      }
      if (ours.length < WINDOW) {
        return OptionalLong.empty();
      }
      offset += WINDOW;
    }
  }

  private static byte[] window(ReadOnlyStore store, Location location, ObjectContent content) {
    try {
      return content.stream().readNBytes(WINDOW);
    } catch (IOException e) {
      throw store.broken(location, e);
    }
  }
}
