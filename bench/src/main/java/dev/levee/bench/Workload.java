package dev.levee.bench;

/**
 * A Delta table to be generated. Equal workloads have equal bytes.
 *
 * @param objects how many data files
 * @param objectBytes the size of each
 * @param commits over how many commits they are spread
 * @param seed of the data files' contents and names
 */
record Workload(int objects, int objectBytes, int commits, long seed) {
  /** Checks that each commit adds a file. */
  Workload {
    if (objects < 1 || objectBytes < 1 || commits < 1 || commits > objects) {
      throw new IllegalArgumentException(
          "at least one object of one byte for each commit: %d objects of %d bytes, %d commits"
              .formatted(objects, objectBytes, commits));
    }
  }

  /** The first data file of a commit; of the commit after the last, the number of files. */
  int firstObject(int commit) {
    return Math.toIntExact((long) commit * objects / commits);
  }
}
