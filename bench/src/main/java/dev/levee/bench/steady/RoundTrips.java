package dev.levee.bench.steady;

/**
 * What one request of the plainest client takes, one at a time: medians in milliseconds.
 *
 * @param get of an object as large as a data file, from the primary
 * @param getMissing of an object that is not there, from the primary
 * @param put of an object as large as a data file, into the secondary
 * @param putSmall of an object as small as a commit, into the secondary
 */
record RoundTrips(int number, double get, double getMissing, double put, double putSmall) {
  private static final int KINDS = 4;

  /** The mean of the four: what the lag's target counts in. */
  double mean() {
    return (get + getMissing + put + putSmall) / KINDS;
  }
}
