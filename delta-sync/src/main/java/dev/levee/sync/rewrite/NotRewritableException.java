package dev.levee.sync.rewrite;

/** A path is spelled in a way that could not be restored after it was rewritten. */
public final class NotRewritableException extends Exception {
  private static final long serialVersionUID = 1;

  NotRewritableException(String beginning) {
    super(
        "a path is spelled so that it would not come back as it was: '"
            + beginning.replaceAll("\\p{Cntrl}", "?")
            + "…'");
  }
}
