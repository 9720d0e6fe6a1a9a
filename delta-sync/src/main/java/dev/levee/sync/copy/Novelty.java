package dev.levee.sync.copy;

/** Whether an object may already be in the target. Both ways are safe; one asks less. */
public enum Novelty {
  /** It is almost certainly not there: write first, look only if the name turns out to be taken. */
  NEW,
  /** It may be there, left by an earlier run: look first, so that nothing is moved twice. */
  PERHAPS_THERE
}
