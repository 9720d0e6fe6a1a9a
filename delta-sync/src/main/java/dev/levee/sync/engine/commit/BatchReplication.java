package dev.levee.sync.engine.commit;

import dev.levee.sync.copy.Novelty;
import dev.levee.sync.log.Commit;
import dev.levee.sync.log.FileAction;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.log.Snapshot;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.plan.CommitPlan;
import dev.levee.sync.plan.PlanOutcome;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.plan.VectorExtent;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.SourceNote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings a batch of commits to the secondary: first all files that any of them needs, many at a
 * time; then the commits, one after the other. A reader there never sees a commit before its files.
 */
public final class BatchReplication {
  private final TableContext context;
  private final BatchReader reader;
  private final VectorProof vectors;
  private final HeadTracking heads = new HeadTracking();
  private Optional<Protocol> protocol = Optional.empty();

  public BatchReplication(TableContext context, BatchReader reader) {
    this.context = context;
    this.reader = reader;
    this.vectors = new VectorProof(context);
  }

  /**
   * A batch whose files are in the secondary.
   *
   * @param batch the commits, possibly more than were asked for
   * @param missingFiles how many files are gone from the primary; none of them is live after the
   *     batch, but some version in it cannot be read on either side
   */
  public record Ready(CommitBatch batch, int missingFiles) {}

  /** Forgets what was read before: the position is looked for anew. */
  public void startAnew() {
    protocol = Optional.empty();
    reader.forgetAhead();
  }

  /** The newest version that was published, or read, so far as it is known. */
  public HeadTracking heads() {
    return heads;
  }

  public void startFrom(Protocol inForce) {
    protocol = Optional.of(inForce);
  }

  /**
   * Copies the files of a batch. Where files are gone from the primary, the batch is made longer
   * until it ends at a version that does not need them.
   *
   * @param liveBefore the live files of the version before, as far as they are not known to be in
   *     the secondary
   * @throws TableHeldException when a commit cannot be planned, or a file that is live in the
   *     newest version is gone
   */
  public Ready copy(CommitBatch batch, List<FileAction.Add> liveBefore, Novelty novelty)
      throws TableHeldException {
    List<FetchedCommit> run = new ArrayList<>(batch.commits());
    try {
      return copy(batch, run, liveBefore, novelty);
    } catch (TableHeldException | RuntimeException e) {
      run.forEach(FetchedCommit::close);
      throw e;
    }
  }

  private Ready copy(
      CommitBatch batch, List<FetchedCommit> run, List<FileAction.Add> liveBefore, Novelty novelty)
      throws TableHeldException {
    Optional<Instant> reachedHead = batch.reachedHead();
    List<RequiredObject> objects = plan(batch.commits());
    context.copyAhead(objects, novelty);
    reader.readAhead(batch, novelty);
    MissingFiles missing = new MissingFiles(context.planner());
    if (!liveBefore.isEmpty()) {
      missing.add(copyLive(liveBefore, novelty));
    }
    missing.add(context.copy(objects, novelty));
    while (!missing.isEmpty()) {
      missing.replay(liveBefore, commits(run));
      Optional<Location> live = missing.stillLive();
      if (live.isEmpty()) {
        break;
      }
      long last = run.get(run.size() - 1).version();
      CommitBatch more = reader.read(last + 1, last);
      if (more.commits().isEmpty()) {
        throw new TableHeldException(
            context.isOfThisTable(live.get())
                ? HoldReason.SOURCE_CORRUPT
                : HoldReason.MISSING_DEPENDENCY,
            "%s is live in version %d and is gone from the primary".formatted(live.get(), last));
      }
      reachedHead = more.reachedHead();
      run.addAll(more.commits());
      missing.add(context.copy(plan(more.commits()), novelty));
    }
    return new Ready(new CommitBatch(run, reachedHead), missing.count());
  }

  private List<RequiredObject> copyLive(List<FileAction.Add> files, Novelty novelty)
      throws TableHeldException {
    Commit asCommit =
        new Commit(
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.copyOf(files),
            List.of(),
            Set.of());
    CommitPlan plan = planned(asCommit);
    vectors.prove(plan.vectors());
    return context.copy(plan.objects(), novelty);
  }

  private List<RequiredObject> plan(List<FetchedCommit> commits) throws TableHeldException {
    Map<Location, RequiredObject> objects = new LinkedHashMap<>();
    List<VectorExtent> extents = new ArrayList<>();
    for (FetchedCommit fetched : commits) {
      CommitPlan plan = planned(fetched.commit());
      plan.warnings()
          .forEach(
              warning ->
                  context.warnings().accept("version " + fetched.version() + ": " + warning));
      plan.objects().forEach(object -> objects.putIfAbsent(object.source(), object));
      extents.addAll(plan.vectors());
      protocol = fetched.commit().protocol().or(() -> protocol);
    }
    vectors.prove(extents);
    return List.copyOf(objects.values());
  }

  private CommitPlan planned(Commit commit) throws TableHeldException {
    PlanOutcome outcome = context.planner().plan(commit, protocolBefore(commit));
    Optional<Hold> refused = outcome.match(plan -> Optional.empty(), no -> Optional.of(no.hold()));
    if (refused.isPresent()) {
      throw new TableHeldException(refused.get());
    }
    return ((PlanOutcome.Planned) outcome).plan();
  }

  /**
   * The protocol in force matters only to actions that are not known: their meaning depends on its
   * features. After a restart it is read from the log then, which is seldom and not cheap.
   */
  private Protocol protocolBefore(Commit commit) {
    if (protocol.isEmpty() && commit.protocol().isEmpty() && !commit.unknownActions().isEmpty()) {
      Snapshot before =
          new KernelSnapshots(context.source())
              .read(context.roots().source(), commit.version() - 1);
      protocol = Optional.of(before.protocol());
    }
    return protocol.orElse(Protocol.legacy(1, 2));
  }

  private static List<Commit> commits(List<FetchedCommit> run) {
    return run.stream().map(FetchedCommit::commit).toList();
  }

  /**
   * The commit as it will be in the secondary, and where it comes from: the same bytes, but for the
   * paths of a log that is rewritten.
   */
  public NewObject replicaOf(FetchedCommit commit) {
    Map<String, String> provenance = new HashMap<>(SourceNote.of(commit.attributes()));
    if (commit.isRewritten()) {
      context.rewriting().begin();
    }
    if (context.rewriting().isRewritten()) {
      provenance.put(SourceNote.TRANSFORM, context.rewriting().paths().id());
    }
    return new NewObject(
        LogListing.commit(context.roots().target(), commit.version()),
        commit.replica(),
        provenance);
  }

  /**
   * Publishes one commit whose files, and whose predecessor, are there.
   *
   * @return false when this daemon may not publish any more; nothing was done then
   * @throws TableHeldException when the secondary has another commit under the version
   */
  public boolean publish(FetchedCommit commit) throws TableHeldException {
    GatedPublisher.Outcome outcome = context.publisher().publish(replicaOf(commit));
    if (outcome == GatedPublisher.Outcome.PUBLISHED) {
      context.progress().commitPublished();
    }
    if (outcome != GatedPublisher.Outcome.STOPPED) {
      heads.published(commit);
    }
    return outcome != GatedPublisher.Outcome.STOPPED;
  }
}
