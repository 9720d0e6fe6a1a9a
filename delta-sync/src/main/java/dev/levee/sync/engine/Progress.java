package dev.levee.sync.engine;

/**
 * What was done, and what is known to be left.
 *
 * @param commitsPublished commits that this daemon published
 * @param filesCopied files that it copied
 * @param bytesCopied bytes of those files
 * @param filesPending files planned and not yet copied
 * @param bytesPending their bytes, as far as commits told
 */
public record Progress(
    long commitsPublished,
    long filesCopied,
    long bytesCopied,
    long filesPending,
    long bytesPending) {
  /** Nothing done, nothing left. */
  public static final Progress NONE = new Progress(0, 0, 0, 0, 0);

  /** Written out: what Java makes of a record is bound when it is first called, in every start. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Progress progress
        && commitsPublished == progress.commitsPublished
        && filesCopied == progress.filesCopied
        && bytesCopied == progress.bytesCopied
        && filesPending == progress.filesPending
        && bytesPending == progress.bytesPending;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(commitsPublished + 31 * filesCopied + 961 * filesPending);
  }

  /** The same without what was left. */
  public Progress done() {
    return new Progress(commitsPublished, filesCopied, bytesCopied, 0, 0);
  }

  /** Both together. */
  public Progress plus(Progress other) {
    return new Progress(
        commitsPublished + other.commitsPublished,
        filesCopied + other.filesCopied,
        bytesCopied + other.bytesCopied,
        filesPending + other.filesPending,
        bytesPending + other.bytesPending);
  }
}
