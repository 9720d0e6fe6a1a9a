package dev.levee.sync.engine;

import dev.levee.sync.copy.Novelty;

/**
 * Where a live replica stands.
 *
 * @param first the oldest version from which readers can read on without a gap
 * @param last the newest
 * @param novelty whether files of the next version may be there, left by a run that was cut off
 */
record Position(long first, long last, Novelty novelty) {
  Position at(long version) {
    return new Position(first, version, Novelty.NEW);
  }
}
