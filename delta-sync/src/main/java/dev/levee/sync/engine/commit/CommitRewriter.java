package dev.levee.sync.engine.commit;

import dev.levee.sync.log.Commit;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.rewrite.CommitTransform;
import dev.levee.sync.rewrite.NotRewritableException;
import dev.levee.sync.rewrite.PathTransform;
import dev.levee.sync.store.Digests;
import dev.levee.sync.store.ObjectBody;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** Rewrites commits for the secondary, and proves each time that the way back gives the same. */
final class CommitRewriter {
  private final CommitTransform forwards;
  private final CommitTransform backwards;

  CommitRewriter(PathTransform paths) {
    this.forwards = new CommitTransform(paths);
    this.backwards = new CommitTransform(paths.inverse());
  }

  /**
   * The commit's bytes in the secondary.
   *
   * @param commit what the bytes say
   * @return empty when they are the same
   * @throws TableHeldException when they could not be taken back
   */
  Optional<SpooledObject> rewrite(Commit commit, ObjectBody bytes)
      throws TableHeldException, IOException {
    if (!forwards.concerns(commit)) {
      return Optional.empty();
    }
    try {
      SpooledObject rewritten =
          SpooledObject.<NotRewritableException>write(
              bytes.length(),
              out -> {
                int unused = forwards.apply(bytes::open, out);
              });
      if (!takenBack(rewritten.body()).equals(bytes.md5())) {
        rewritten.close();
        throw held(commit, "its rewritten paths would not come back as they were");
      }
      return Optional.of(rewritten);
    } catch (NotRewritableException e) {
      throw held(commit, e.getMessage());
    }
  }

  private String takenBack(ObjectBody rewritten) throws NotRewritableException, IOException {
    MessageDigest md5 = Digests.md5();
    int unused =
        backwards.apply(
            rewritten::open, new DigestOutputStream(OutputStream.nullOutputStream(), md5));
    return HexFormat.of().formatHex(md5.digest());
  }

  private static TableHeldException held(Commit commit, String why) {
    return new TableHeldException(
        HoldReason.ABSOLUTE_PATH, "version %d: %s".formatted(commit.version(), why));
  }
}
