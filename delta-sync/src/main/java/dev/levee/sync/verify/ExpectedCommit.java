package dev.levee.sync.verify;

import java.io.IOException;
import java.io.InputStream;

/**
 * Which bytes the replica must have for a commit of the primary. The same ones, unless replication
 * writes commits anew on their way.
 */
public interface ExpectedCommit {
  /** Commits are replicated as they are. */
  ExpectedCommit VERBATIM = (version, primary) -> primary;

  /**
   * The bytes that must be in the replica.
   *
   * @param primary those of the primary; the caller closes what is returned
   */
  InputStream inReplica(long version, InputStream primary) throws IOException;

  /** Whether these are the primary's own bytes, so that equal ETags prove them. */
  default boolean isVerbatim() {
    return this == VERBATIM;
  }
}
