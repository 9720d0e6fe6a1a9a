package dev.levee.sync.verify;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * Compares a table's replica with its primary at the version R that the replica has published. What
 * the primary has beyond R is lag and no difference. R is read first and the primary after it, so
 * that a table may be replicated meanwhile.
 *
 * <p>Always compared: the bytes of every commit, that the log has no gap, and that every file which
 * published versions need is there with the primary's size. More by {@link VerifySettings}. A file
 * that older versions need and that neither side has is vacuumed history.
 */
public final class TableVerifier {
  private final VerifySettings settings;
  private final ExpectedCommit expected;
  private final ExecutorService threads;

  /**
   * Verifies tables.
   *
   * @param expected which bytes the replica has for a commit of the primary
   * @param threads look at objects in parallel; their number bounds the requests; the caller ends
   *     them
   */
  public TableVerifier(VerifySettings settings, ExpectedCommit expected, ExecutorService threads) {
    this.settings = requireNonNull(settings, "settings");
    this.expected = requireNonNull(expected, "expected");
    this.threads = requireNonNull(threads, "threads");
  }

  /** Verifies one table. A store that fails is told of in the outcome, and never thrown. */
  public TableVerification verify(TableRoots roots, ObjectStore primary, ObjectStore replica)
      throws InterruptedException {
    TableSides sides = new TableSides(roots, primary, replica);
    Tally tally = new Tally();
    Outcome outcome;
    try {
      outcome = outcome(sides, tally);
    } catch (UnreadableException e) {
      outcome = new Outcome.Unreadable(e.side(), e.getMessage());
    } catch (StoreException e) {
      outcome = new Outcome.Unreadable(sides.sideOf(e), e.getMessage());
    }
    return new TableVerification(roots, outcome, tally.checked());
  }

  private Outcome outcome(TableSides sides, Tally tally) throws InterruptedException {
    Optional<ReplicaLog> replica = ReplicaLog.read(sides);
    if (replica.isEmpty()) {
      return new Outcome.NotLive();
    }
    tally.firstVersion(replica.get().versions().oldest());
    Optional<LogListing> primary = settings.replicaOnly() ? Optional.empty() : primaryLog(sides);
    long published = replica.get().published();
    FindingList findings = new Pass(sides, replica.get(), primary, tally).findings();
    if (!findings.isEmpty()) {
      return new Outcome.Different(published, findings.all());
    }
    if (primary.isEmpty()) {
      return new Outcome.Intact(published);
    }
    long head = primary.get().newestCommit().orElse(published);
    return head > published
        ? new Outcome.Behind(published, head - published)
        : new Outcome.Equal(published);
  }

  private static Optional<LogListing> primaryLog(TableSides sides) {
    LogListing log = LogListing.read(sides.primary(), sides.primaryRoot());
    if (log.commits().isEmpty()) {
      throw new UnreadableException(
          Side.PRIMARY, "there is no Delta table at %s".formatted(sides.primaryRoot()));
    }
    return Optional.of(log);
  }

  /** One look at one table. */
  private final class Pass {
    private final TableSides sides;
    private final ReplicaLog replica;
    private final Optional<LogListing> primary;
    private final Tally tally;
    private final FindingList findings = new FindingList();
    private final ParallelChecks parallel = new ParallelChecks(threads);

    Pass(TableSides sides, ReplicaLog replica, Optional<LogListing> primary, Tally tally) {
      this.sides = sides;
      this.replica = replica;
      this.primary = primary;
      this.tally = tally;
    }

    FindingList findings() throws InterruptedException {
      FileClosure closure = new FileClosure(sides, expected.paths());
      commits(closure);
      artefacts(closure);
      try {
        closure.addSnapshot(replica.published());
        files(closure);
        if (settings.rows()) {
          rows();
        }
      } catch (UnreadableException e) {
        // A table that is known to differ may well be unreadable: what was found says more.
        if (findings.isEmpty()) {
          throw e;
        }
      }
      return findings;
    }

    private void files(FileClosure closure) throws InterruptedException {
      FileCheck check = new FileCheck(sides, settings, tally);
      parallel.each(closure.files(), check::check, found -> found.ifPresent(findings::add));
    }

    private void commits(FileClosure closure) throws InterruptedException {
      CommitCheck commits = new CommitCheck(sides, expected, primary, tally);
      parallel.each(
          replica.listing().commits().keySet(),
          commits::check,
          result -> {
            result.finding().ifPresent(findings::add);
            result.commit().flatMap(closure::add).ifPresent(findings::add);
          });
      gaps();
    }

    /** Levee publishes in order; only a checkpoint may stand in for commits that went. */
    private void gaps() {
      long next = replica.listing().commits().firstKey();
      for (long version : replica.listing().commits().keySet()) {
        if (version > next && !isBridged(next, version)) {
          findings.add(
              new Finding(
                  Finding.Kind.COMMIT_MISSING,
                  LogListing.commit(sides.replicaRoot(), next).toString(),
                  "commits of the versions %d to %d".formatted(next, version - 1),
                  "nothing"));
        }
        next = version + 1;
      }
    }

    /** Where the primary's log cleanup was faster, the replica goes on from a checkpoint. */
    private boolean isBridged(long missing, long version) {
      return replica.listing().checkpoints().stream()
              .anyMatch(checkpoint -> checkpoint.version() == version)
          && primary.filter(log -> log.commits().containsKey(missing)).isEmpty();
    }

    private void artefacts(FileClosure closure) throws InterruptedException {
      Map<String, ObjectEntry> originals = new HashMap<>();
      // Those of a log whose paths are rewritten are not copies.
      primary.filter(log -> !closure.isRewritten()).map(LogArtefact::of).stream()
          .flatMap(List::stream)
          .forEach(artefact -> originals.put(artefact.name(), artefact.entry()));
      ArtefactCheck check = new ArtefactCheck(sides, settings, originals, tally);
      parallel.each(
          LogArtefact.of(replica.listing()),
          artefact -> check.check(artefact, replica.published()),
          found -> found.ifPresent(findings::add));
      replica.listing().checkpoints().stream()
          .filter(checkpoint -> checkpoint.version() <= replica.published())
          .forEach(checkpoint -> closure.add(checkpoint).ifPresent(findings::add));
      HintCheck.check(sides, replica).ifPresent(findings::add);
    }

    private void rows() {
      RowCheck rows = new RowCheck(sides, tally);
      if (primary.isPresent()) {
        findings.addAll(rows.compare(replica.published()));
      } else {
        rows.readReplica(replica.published());
      }
    }
  }
}
