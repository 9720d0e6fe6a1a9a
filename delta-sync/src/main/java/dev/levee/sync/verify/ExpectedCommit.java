package dev.levee.sync.verify;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.log.Commit;
import dev.levee.sync.rewrite.CommitTransform;
import dev.levee.sync.rewrite.NotRewritableException;
import dev.levee.sync.rewrite.PathTransform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Which bytes the replica must have for a commit of the primary. The same ones, but for the
 * absolute paths that replication rewrites on their way.
 *
 * @param paths the rule by which they are rewritten
 */
public record ExpectedCommit(PathTransform paths) {
  /** Commits are replicated as they are. */
  public static final ExpectedCommit VERBATIM = new ExpectedCommit(PathTransform.none());

  /** Checks that the rule is there. */
  public ExpectedCommit {
    requireNonNull(paths, "paths");
  }

  /**
   * The bytes that must be in the replica. The commit is held in memory.
   *
   * @param primary those of the primary, read to their end
   */
  InputStream inReplica(InputStream primary) throws IOException {
    byte[] ours = primary.readAllBytes();
    ByteArrayOutputStream rewritten = new ByteArrayOutputStream(ours.length);
    try {
      int unused =
          new CommitTransform(paths).apply(() -> new ByteArrayInputStream(ours), rewritten);
      return new ByteArrayInputStream(rewritten.toByteArray());
    } catch (NotRewritableException | IOException notReplicated) {
      // Such a commit holds its table, so the replica must not have it in other bytes either.
      return new ByteArrayInputStream(ours);
    }
  }

  /**
   * Whether a commit that both sides have in the same bytes belongs there so.
   *
   * @param commit what it says
   */
  boolean isVerbatim(Commit commit) {
    return !new CommitTransform(paths).concerns(commit);
  }
}
