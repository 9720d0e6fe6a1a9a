package dev.levee.sync.engine.commit;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.log.CommitInfo;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.SourceNote;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is remembered of the commit that a log ends with.
 *
 * @param size in bytes
 * @param md5 of its bytes, in hexadecimal
 * @param info where it comes from
 * @param committed when it was committed where it was written, as far as is noted
 */
public record HeadCommit(
    long version, long size, String md5, Optional<CommitInfo> info, Instant committed) {
  /** Checks that all is there. */
  public HeadCommit {
    requireNonNull(md5, "md5");
    requireNonNull(info, "info");
    requireNonNull(committed, "committed");
  }

  /** A commit as it was read where it lies. */
  public static HeadCommit read(FetchedCommit commit) {
    Instant noted =
        SourceNote.modified(commit.attributes()).orElse(commit.attributes().lastModified());
    return new HeadCommit(
        commit.version(),
        commit.body().length(),
        commit.body().md5(),
        commit.commit().commitInfo(),
        committed(commit, noted));
  }

  /** What a commit of the primary becomes in the secondary. */
  static HeadCommit published(FetchedCommit commit) {
    return new HeadCommit(
        commit.version(),
        commit.replica().length(),
        commit.replica().md5(),
        commit.commit().commitInfo(),
        committed(commit, commit.attributes().lastModified()));
  }

  private static Instant committed(FetchedCommit commit, Instant noted) {
    OptionalLong own = ownTime(commit.commit().commitInfo());
    return own.isPresent() ? Instant.ofEpochMilli(own.getAsLong()) : noted;
  }

  private static OptionalLong ownTime(Optional<CommitInfo> info) {
    return info.map(CommitInfo::inCommitTimestamp).orElse(OptionalLong.empty());
  }

  /** The time that the commit carries, if it carries one. */
  public OptionalLong inCommitTimestamp() {
    return ownTime(info);
  }

  /**
   * Whether a log ends with it: the newest version is this one, of this size, and has this MD5 for
   * an ETag. False as well where the store's ETags do not tell.
   *
   * @param store where the log was listed
   */
  public boolean isNewestOf(LogListing log, ObjectStore store) {
    return store.traits().etagIsMd5()
        && log.newestCommit().orElse(-1) == version
        && isSame(log.commits().get(version));
  }

  private boolean isSame(ObjectEntry listed) {
    return listed.attributes().size() == size && listed.attributes().etag().equals(md5);
  }
}
