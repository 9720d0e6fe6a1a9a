package dev.levee.daemon.report;

import dev.levee.sync.engine.QuarantinedCommits;
import dev.levee.sync.engine.QuarantinedCommits.LostCommit;
import dev.levee.sync.engine.QuarantinedCommits.LostFile;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.plan.FileLocation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Commits of one table that lost a fork, as scripts read it.
 *
 * @param name the table's mapping and path
 * @param region the one that took them, and has them
 * @param root the table's root there
 * @param folder where the log's objects are kept
 * @param newestCommonVersion the last version before the fork
 * @param quarantineTime when they were put aside
 * @param commits ascending
 */
public record QuarantineReport(
    String name,
    String region,
    String root,
    String folder,
    long newestCommonVersion,
    Instant quarantineTime,
    List<Commit> commits) {
  /** Copies the list. */
  public QuarantineReport {
    commits = List.copyOf(commits);
  }

  /** The quarantine of one group. */
  public record Group(String name, List<QuarantineReport> quarantined) {}

  /**
   * One commit.
   *
   * @param version its version
   * @param commitTime its object's time in that region
   * @param operation as the commit says
   * @param engine as the commit says
   * @param onlyAdds whether it adds files and does nothing else
   * @param md5 of its bytes
   * @param files how many files it adds
   * @param bytes their sizes as the log says
   * @param filesGone those of them that are not where the log says; null where nobody looked
   */
  public record Commit(
      long version,
      Instant commitTime,
      Optional<String> operation,
      Optional<String> engine,
      boolean onlyAdds,
      String md5,
      int files,
      long bytes,
      Optional<List<String>> filesGone) {}

  /** As listed; nobody looks for the files. */
  public static QuarantineReport of(RegionName region, QuarantinedCommits found) {
    return of(region, found, commit -> Optional.empty());
  }

  /**
   * As listed, and which files are gone.
   *
   * @param isThere asks the region for a file
   */
  public static QuarantineReport withFiles(
      RegionName region, QuarantinedCommits found, Predicate<Location> isThere) {
    return of(
        region,
        found,
        commit ->
            Optional.of(
                commit.files().stream()
                    .map(LostFile::path)
                    .filter(path -> FileLocation.of(found.root(), path).filter(isThere).isEmpty())
                    .toList()));
  }

  private static QuarantineReport of(
      RegionName region,
      QuarantinedCommits found,
      Function<LostCommit, Optional<List<String>>> gone) {
    return new QuarantineReport(
        found.table(),
        region.value(),
        found.root().toString(),
        found.folder().toString(),
        found.common(),
        found.quarantined(),
        found.commits().stream().map(commit -> commit(commit, gone.apply(commit))).toList());
  }

  private static Commit commit(LostCommit commit, Optional<List<String>> gone) {
    return new Commit(
        commit.version(),
        commit.committed(),
        commit.operation(),
        commit.engine(),
        commit.onlyAdds(),
        commit.md5(),
        commit.files().size(),
        commit.files().stream().mapToLong(file -> Math.max(0, file.size())).sum(),
        gone);
  }
}
