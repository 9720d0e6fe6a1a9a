package dev.levee.bench;

/**
 * What a client on the Java virtual machine says of itself.
 *
 * @param seconds from its first request until all was there, without the start of the machine
 */
record Transferred(double seconds) {
  static final double NANOS_PER_SECOND = 1e9;

  static Transferred nanos(long nanos) {
    return new Transferred(nanos / NANOS_PER_SECOND);
  }
}
