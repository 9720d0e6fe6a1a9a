package dev.levee.sync.engine.salvage;

import dev.levee.sync.log.TableMetadata;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.TableId;
import dev.levee.sync.salvage.BranchCommit;
import dev.levee.sync.salvage.LostBranch;
import dev.levee.sync.salvage.SalvageJudgement;
import dev.levee.sync.salvage.TableNow;
import dev.levee.sync.salvage.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The commits of one branch that lost, judged and applied one after the other. */
final class BranchSalvage {
  /** A table that is written to more often than a commit takes is tried again this often. */
  private static final int ATTEMPTS = 20;

  private final QuarantinedBranch quarantined;
  private final PrimaryTable primary;
  private final LostFiles files;
  private LostBranch lost;

  /** What the commits name: a group, and a table of it. */
  record Names(String group, TableId table) {}

  /**
   * Salvage of one branch.
   *
   * @param names the group and the table
   */
  BranchSalvage(Names names, QuarantinedBranch quarantined, PrimaryTable primary, LostFiles files) {
    this.quarantined = quarantined;
    this.primary = primary;
    this.files = files;
    this.lost =
        new LostBranch(
            names.group(), names.table().toString(), metadata(), quarantined.said(), Map.of());
  }

  /** Either region may have cleaned up its log; what they have before the fork is the same. */
  private TableMetadata metadata() {
    long common = quarantined.common();
    try {
      return primary.metadata(common);
    } catch (SnapshotException e) {
      try {
        return new KernelSnapshots(quarantined.region().store())
            .metadata(quarantined.root(), common);
      } catch (SnapshotException none) {
        e.addSuppressed(none);
        throw SalvageException.failed(
            "with what schema the lost commits were written cannot be told any more: "
                + e.getMessage(),
            e);
      }
    }
  }

  /** What may be done with each commit; only reads. */
  List<Verdict> verdicts() {
    TableNow now = primary.now(lost, quarantined.common());
    List<Verdict> verdicts = SalvageJudgement.judge(lost, now);
    for (int i = 0; i < verdicts.size(); i++) {
      if (verdicts.get(i) instanceof Verdict.Reappliable) {
        BranchCommit commit = lost.commits().get(i);
        files.missing(commit).ifPresent(why -> lost = lost.without(commit, why));
      }
    }
    return SalvageJudgement.judge(lost, now);
  }

  /**
   * Applies one commit, if it is still re-appliable. Those before it have been.
   *
   * @param check is made right before the commit, and throws what forbids it
   */
  SalvagedCommit apply(int index, Runnable check) {
    BranchCommit commit = lost.commits().get(index);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      TableNow now = primary.now(lost, quarantined.common());
      Verdict verdict = SalvageJudgement.judge(lost, now).get(index);
      if (!(verdict instanceof Verdict.Reappliable)) {
        return result(index, verdict, false);
      }
      Optional<String> problem = files.copy(commit);
      if (problem.isPresent()) {
        lost = lost.without(commit, problem.get());
        continue;
      }
      check.run();
      OptionalLong as = primary.commit(lost, commit, now);
      if (as.isPresent()) {
        return result(index, new Verdict.Applied(as), true);
      }
    }
    throw SalvageException.failed(
        "version %d could not be applied: others write to the table all the time; try again"
            .formatted(commit.version()),
        null);
  }

  SalvagedCommit result(int index, Verdict verdict, boolean appliedNow) {
    QuarantinedBranch.Entry entry = quarantined.commits().get(index);
    return new SalvagedCommit(
        quarantined.region().name(), entry.commit(), entry.committed(), verdict, appliedNow);
  }
}
