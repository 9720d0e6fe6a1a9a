package dev.levee.bench;

/** What came of a benchmark: JSON for programs, and text for people. */
public interface Report {
  /** For people at a terminal. */
  String text();
}
