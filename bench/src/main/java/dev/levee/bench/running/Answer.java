package dev.levee.bench.running;

/** How a request ended. */
public enum Answer {
  DONE,
  /** There is no such object. */
  ABSENT,
  /** An exclusive creation found the name taken. */
  TAKEN,
  /** Anything else, unclear answers included. */
  FAILED
}
