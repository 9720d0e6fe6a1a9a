package dev.levee.sync.catalog;

import java.util.List;

/**
 * What a catalog has ratified of a table, from some version on.
 *
 * @param unpublished the commits of those versions that the catalog has not been told to be in the
 *     log, ascending, without a gap up to the latest; versions before the first of them are in the
 *     log
 * @param latestVersion the newest version that was ever ratified; 0 also where none was
 */
public record RatifiedCommits(List<RatifiedCommit> unpublished, long latestVersion) {
  /** Checks that the commits follow each other, up to the latest version. */
  public RatifiedCommits {
    unpublished = List.copyOf(unpublished);
    long expected = latestVersion - unpublished.size();
    for (RatifiedCommit commit : unpublished) {
      expected++;
      if (commit.version() != expected) {
        throw new IllegalArgumentException(
            "%d ratified commits up to version %d, and among them version %d where %d belongs"
                .formatted(unpublished.size(), latestVersion, commit.version(), expected));
      }
    }
  }
}
