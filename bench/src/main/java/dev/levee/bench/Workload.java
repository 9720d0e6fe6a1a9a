package dev.levee.bench;

/**
 * Delta tables to be generated. Equal workloads have equal bytes.
 *
 * @param tables how many, all alike
 * @param objects how many data files each has
 * @param objectBytes the size of each
 * @param commits over how many commits a table's files are spread
 * @param deletionVectors the share of commits, of 1, that also delete rows of an earlier file
 * @param checkpointEvery how many commits lie between two checkpoints; 0 for none
 * @param seed of the data files' contents and names, and of which commits delete rows
 */
public record Workload(
    int tables,
    int objects,
    long objectBytes,
    int commits,
    double deletionVectors,
    int checkpointEvery,
    long seed) {
  /** Checks that each commit adds a file. */
  public Workload {
    if (tables < 1 || objects < 1 || objectBytes < 1 || commits < 1 || commits > objects) {
      throw new IllegalArgumentException(
          "at least one table, and one object of one byte for each commit: %d, %d of %d bytes, %d"
              .formatted(tables, objects, objectBytes, commits));
    }
    if (!(deletionVectors >= 0 && deletionVectors <= 1) || checkpointEvery < 0) {
      throw new IllegalArgumentException(
          "a share of deletion vectors between 0 and 1, and no negative distance of checkpoints");
    }
  }

  /** One table of data files alone. */
  public static Workload plain(int objects, long objectBytes, int commits, long seed) {
    return new Workload(1, objects, objectBytes, commits, 0, 0, seed);
  }

  /** The first data file of a commit; of the commit after the last, the number of files. */
  int firstObject(int commit) {
    return Math.toIntExact((long) commit * objects / commits);
  }

  /** All data files of a commit. */
  int objectsOf(int commit) {
    return firstObject(commit + 1) - firstObject(commit);
  }
}
