package dev.levee.sync.rewrite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.levee.sync.log.Commit;
import dev.levee.sync.log.DeletionVector;
import dev.levee.sync.log.FileAction;
import dev.levee.sync.log.PathToken;
import dev.levee.sync.log.PathTokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Rewrites the absolute paths in a commit's bytes: those of {@code add}, {@code remove} and {@code
 * cdc} actions, and of deletion vectors of storage type {@code p}. Of each only the prefix is
 * exchanged, every other byte stays as it is; so a commit without such paths comes out as it went
 * in, and {@link PathTransform#inverse} gives the first bytes again.
 *
 * <p>What {@code commitInfo} says of where a clone came from is provenance, not a reference, and
 * stays too.
 *
 * <p>Memory: the absolute paths, and one buffer.
 */
public final class CommitTransform {
  private static final int BUFFER_BYTES = 1 << 16;

  private final PathTransform paths;

  /** A commit's bytes, from the first, as often as they are asked for. */
  @FunctionalInterface
  public interface Source {
    /** Opens them; the caller closes the stream. */
    InputStream open() throws IOException;
  }

  private record Edit(long offset, PrefixChange change) {}

  /** Rewrites commits by this rule. */
  public CommitTransform(PathTransform paths) {
    this.paths = requireNonNull(paths, "paths");
  }

  /** Whether a commit has a path that is rewritten. */
  public boolean concerns(Commit commit) {
    return commit.files().stream().anyMatch(this::concerns);
  }

  private boolean concerns(FileAction action) {
    Optional<DeletionVector> vector = Optional.empty();
    if (action instanceof FileAction.Add add) {
      vector = add.deletionVector();
    } else if (action instanceof FileAction.Remove remove) {
      vector = remove.deletionVector();
    }
    return paths.changes(action.path())
        || vector
            .filter(file -> file.storageType().equals(DeletionVector.ABSOLUTE))
            .filter(file -> paths.changes(file.pathOrInlineDv()))
            .isPresent();
  }

  /**
   * Writes the rewritten commit. The commit has been read strictly before.
   *
   * @return how many paths were rewritten
   * @throws NotRewritableException when a path would not come back as it was; what was written is
   *     of no use then
   * @throws IOException when a stream broke
   */
  public int apply(Source commit, OutputStream rewritten)
      throws NotRewritableException, IOException {
    List<Edit> edits = new ArrayList<>();
    try (InputStream bytes = commit.open()) {
      PathTokens.read(bytes, token -> edit(token).ifPresent(edits::add));
    }
    try (InputStream bytes = commit.open()) {
      long position = 0;
      for (Edit edit : edits) {
        copy(bytes, edit.offset() - position, rewritten);
        byte[] before = edit.change().from().getBytes(UTF_8);
        byte[] found = bytes.readNBytes(before.length);
        if (!Arrays.equals(found, before)) {
          throw new NotRewritableException(new String(found, UTF_8));
        }
        rewritten.write(edit.change().to().getBytes(UTF_8));
        position = edit.offset() + before.length;
      }
      bytes.transferTo(rewritten);
    }
    return edits.size();
  }

  private Optional<Edit> edit(PathToken token) {
    return paths
        .change(token.text())
        .filter(change -> !change.from().equals(change.to()))
        .map(change -> new Edit(token.offset(), change));
  }

  private static void copy(InputStream from, long count, OutputStream to) throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, count)];
    for (long left = count; left > 0; ) {
      int read = from.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
      if (read == 0) {
        throw new IOException("the commit became shorter while it was rewritten");
      }
      to.write(buffer, 0, read);
      left -= read;
    }
  }
}
