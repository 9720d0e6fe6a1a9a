package dev.levee.sync.sweep;

/** Something is not as it should be, so nothing of this table is removed. Says what was seen. */
final class SweepStoppedException extends Exception {
  private static final long serialVersionUID = 1L;

  SweepStoppedException(String message) {
    super(message);
  }
}
