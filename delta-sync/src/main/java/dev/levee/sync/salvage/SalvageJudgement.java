package dev.levee.sync.salvage;

import dev.levee.sync.log.TableMetadata;
import dev.levee.sync.log.TransactionIdentifier;
import dev.levee.sync.salvage.Verdict.Applied;
import dev.levee.sync.salvage.Verdict.NotReappliable;
import dev.levee.sync.salvage.Verdict.NothingToApply;
import dev.levee.sync.salvage.Verdict.Reappliable;
import dev.levee.sync.salvage.Verdict.SentAgain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Judges the commits of a branch that lost, one after the other, as if each that is re-appliable
 * had been applied before the next.
 */
public final class SalvageJudgement {
  private final LostBranch branch;
  private final TableNow now;
  private final Map<String, Long> transactions;
  private final Set<String> interrupted = new HashSet<>();
  private TableMetadata writtenWith;

  private SalvageJudgement(LostBranch branch, TableNow now) {
    this.branch = branch;
    this.now = now;
    this.transactions = new HashMap<>(now.transactions());
    this.writtenWith = branch.metadata();
  }

  /** A verdict for each commit of the branch, in their order. */
  public static List<Verdict> judge(LostBranch branch, TableNow now) {
    SalvageJudgement judgement = new SalvageJudgement(branch, now);
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < branch.commits().size(); i++) {
      verdicts.add(judgement.next(i));
    }
    return verdicts;
  }

  private Verdict next(int index) {
    BranchCommit commit = branch.commits().get(index);
    Verdict verdict = judge(commit, index);
    if (verdict instanceof Reappliable) {
      commit.transactions().forEach(txn -> transactions.put(txn.application(), txn.version()));
    } else if (verdict instanceof NotReappliable) {
      commit.transactions().forEach(txn -> interrupted.add(txn.application()));
    }
    writtenWith = commit.metadata().orElse(writtenWith);
    return verdict;
  }

  private Verdict judge(BranchCommit commit, int index) {
    TransactionIdentifier identifier = SalvageCommit.identifier(branch, commit);
    if (now.transactions().containsKey(identifier.application())) {
      Long as = now.sinceFork().get(identifier);
      return new Applied(as == null ? OptionalLong.empty() : OptionalLong.of(as));
    }
    return nothingIn(commit)
        .<Verdict>map(NothingToApply::new)
        .or(() -> BlindAppendCheck.refusal(commit).map(NotReappliable::new))
        .or(() -> streams(commit))
        .or(() -> misfit(commit, index).map(NotReappliable::new))
        .orElseGet(Reappliable::new);
  }

  private static Optional<String> nothingIn(BranchCommit commit) {
    if (!commit.otherActions().isEmpty() || !commit.transactions().isEmpty()) {
      return Optional.empty();
    }
    if (commit.adds().isEmpty() && commit.removes().isEmpty()) {
      return Optional.of("it changed nothing");
    }
    return commit.rearranges()
        ? Optional.of("it only rearranged rows, as OPTIMIZE does")
        : Optional.empty();
  }

  private Optional<String> misfit(BranchCommit commit, int index) {
    return BranchRemovals.removedLater(branch, index)
        .or(() -> MetadataFit.misfit(writtenWith, now))
        .or(() -> MetadataFit.rowsUncounted(commit, now))
        .or(now::unwritable)
        .or(() -> Optional.ofNullable(branch.unavailable().get(commit.md5())));
  }

  /**
   * What the applications say that the commit takes further. A stream whose newest batch is later
   * has not for that sent this one again: its own record of what it sent may be where the failover
   * did not reach it. Only a commit since the fork with the very batch proves it. One that goes on
   * here sends by itself what it knows to be missing, and may divide it into other batches.
   */
  private Optional<Verdict> streams(BranchCommit commit) {
    for (TransactionIdentifier txn : commit.transactions()) {
      Long reached = transactions.get(txn.application());
      if (reached != null && reached >= txn.version()) {
        Long as = now.sinceFork().get(txn);
        return Optional.of(as == null ? notSentAgain(txn, reached) : new SentAgain(as));
      }
      if (now.active().contains(txn.application())) {
        return Optional.of(
            new NotReappliable(
                "the application %s has committed here since the fork: it sends its version %d itself, or had sent it by its own record"
                    .formatted(txn.application(), txn.version())));
      }
      if (interrupted.contains(txn.application())) {
        return Optional.of(
            new NotReappliable(
                "an earlier lost commit of the application %s cannot be applied, and with this one it would never be sent again"
                    .formatted(txn.application())));
      }
    }
    return Optional.empty();
  }

  private static Verdict notSentAgain(TransactionIdentifier txn, long reached) {
    return new NotReappliable(
        "the application %s is at version %d here, and no commit since the fork has its version %d: whether those rows were sent again, only its owner knows"
            .formatted(txn.application(), reached, txn.version()));
  }
}
