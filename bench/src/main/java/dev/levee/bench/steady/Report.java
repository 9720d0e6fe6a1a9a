package dev.levee.bench.steady;

/** What came of a scenario: JSON for programs, and text for people. */
interface Report {
  String text();
}
