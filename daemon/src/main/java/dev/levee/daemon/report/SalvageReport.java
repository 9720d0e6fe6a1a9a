package dev.levee.daemon.report;

import dev.levee.sync.engine.salvage.SalvagedCommit;
import dev.levee.sync.log.AppendedFile;
import dev.levee.sync.salvage.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What may be done, or was done, with a table's lost commits, as scripts read it.
 *
 * @param group the failover group
 * @param name the table's mapping and path
 * @param effectivePrimaryRegion the region that takes what is applied
 * @param applied whether this was more than a look
 * @param commits ascending within each branch that was lost
 */
public record SalvageReport(
    String group,
    String name,
    String effectivePrimaryRegion,
    boolean applied,
    List<Commit> commits) {
  /** Copies the list. */
  public SalvageReport {
    commits = List.copyOf(commits);
  }

  /** What may be done with a commit; the names are an interface. */
  public enum Answer {
    /** Its rows can be appended to the table as it is now. */
    RE_APPLICABLE,
    /** It has been applied, now or earlier. */
    APPLIED,
    /** Its writer has sent the same rows again. */
    SENT_AGAIN,
    /** It changed no row. */
    NOTHING_TO_APPLY,
    /** It cannot be applied safely. */
    NOT_RE_APPLICABLE
  }

  /**
   * One lost commit.
   *
   * @param version its version in the branch that was lost
   * @param region the one that took it
   * @param commitTime its object's time there
   * @param operation as the commit says
   * @param md5 of its bytes
   * @param files how many files it adds
   * @param bytes their sizes as the log says
   * @param rows how many rows they have, where their statistics say so
   * @param verdict what may be done with it
   * @param reason why it may not be applied, or need not be
   * @param asVersion the version of the primary that has its rows
   * @param appliedNow whether this run applied it
   */
  public record Commit(
      long version,
      String region,
      Instant commitTime,
      Optional<String> operation,
      String md5,
      int files,
      long bytes,
      OptionalLong rows,
      Answer verdict,
      Optional<String> reason,
      OptionalLong asVersion,
      boolean appliedNow) {}

  /** The report of a run. */
  public static SalvageReport of(
      String group, Subject subject, boolean applied, List<SalvagedCommit> commits) {
    return new SalvageReport(
        group,
        subject.table(),
        subject.primary(),
        applied,
        commits.stream().map(SalvageReport::commit).toList());
  }

  /** Which table, and which region is its primary. */
  public record Subject(String table, String primary) {}

  private static Commit commit(SalvagedCommit salvaged) {
    List<AppendedFile> files = salvaged.commit().files();
    boolean counted = files.stream().allMatch(file -> file.records().isPresent());
    return new Commit(
        salvaged.commit().version(),
        salvaged.region().value(),
        salvaged.committed(),
        salvaged.commit().operation(),
        salvaged.commit().md5(),
        files.size(),
        files.stream().mapToLong(file -> Math.max(0, file.size())).sum(),
        counted
            ? OptionalLong.of(files.stream().mapToLong(f -> f.records().orElseThrow()).sum())
            : OptionalLong.empty(),
        answer(salvaged.verdict()),
        reason(salvaged.verdict()),
        asVersion(salvaged.verdict()),
        salvaged.appliedNow());
  }

  private static Answer answer(Verdict verdict) {
    return verdict.match(
        yes -> Answer.RE_APPLICABLE,
        applied -> Answer.APPLIED,
        sent -> Answer.SENT_AGAIN,
        nothing -> Answer.NOTHING_TO_APPLY,
        not -> Answer.NOT_RE_APPLICABLE);
  }

  private static Optional<String> reason(Verdict verdict) {
    return verdict.match(
        yes -> Optional.empty(),
        applied -> Optional.empty(),
        sent -> Optional.empty(),
        nothing -> Optional.of(nothing.reason()),
        not -> Optional.of(not.reason()));
  }

  private static OptionalLong asVersion(Verdict verdict) {
    return verdict.match(
        yes -> OptionalLong.empty(),
        Verdict.Applied::as,
        sent -> OptionalLong.of(sent.as()),
        nothing -> OptionalLong.empty(),
        not -> OptionalLong.empty());
  }

  /** The commits with this answer. */
  public List<Commit> with(Answer answer) {
    return commits.stream().filter(commit -> commit.verdict() == answer).toList();
  }
}
