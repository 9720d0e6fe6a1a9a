package dev.levee.bench.running;

/** What the measured process is asked over its standard input, one in a line. */
enum Command {
  AWAIT_CAUGHT_UP,
  SAMPLE,
  COLLECT,
  RECORD_NOTHING,
  RECORD_PUBLICATIONS,
  RECORD_TABLES,
  FETCH,
  FAIL_OVER,
  CLOSE;

  static Command record(Recording wanted) {
    return switch (wanted) {
      case NOTHING -> RECORD_NOTHING;
      case PUBLICATIONS -> RECORD_PUBLICATIONS;
      case TABLES -> RECORD_TABLES;
    };
  }
}
