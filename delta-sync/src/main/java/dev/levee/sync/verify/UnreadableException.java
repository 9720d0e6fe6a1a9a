package dev.levee.sync.verify;

/** One side of a table cannot be read, and its store is not to blame. */
final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Side side;

  UnreadableException(Side side, String cause) {
    super(cause);
    this.side = side;
  }

  Side side() {
    return side;
  }
}
