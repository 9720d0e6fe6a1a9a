package dev.levee.sync.engine.table;

import dev.levee.sync.copy.Novelty;
import dev.levee.sync.engine.ReplicationSettings.History;
import dev.levee.sync.engine.ReplicationSettings.OnRecreated;
import dev.levee.sync.engine.artefact.ArtefactSync;
import dev.levee.sync.engine.commit.BatchReader;
import dev.levee.sync.engine.commit.BatchReplication;
import dev.levee.sync.engine.commit.HistoryStart;
import dev.levee.sync.engine.commit.LogRetirement;
import dev.levee.sync.engine.commit.TableContext;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.engine.divergence.Fork;
import dev.levee.sync.engine.divergence.LogComparison;
import dev.levee.sync.engine.divergence.Quarantine;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.TableMetadata;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectEntry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds out where a replica stands, by the secondary's own log, and brings it to where its tail can
 * go on: a run that was cut off is finished, a table that is not live is made live, a gap that log
 * cleanup has left is passed by.
 */
final class PositionSearch {
  private final TableContext context;
  private final History history;
  private final Bootstrap bootstrap;
  private final Rebase rebase;

  PositionSearch(
      TableContext context, History history, BatchReader reader, BatchReplication replication) {
    this.context = context;
    this.history = history;
    CheckpointedStart checkpointed = new CheckpointedStart(context, new ArtefactSync(context));
    this.bootstrap = new Bootstrap(context, reader, replication, checkpointed);
    this.rebase = new Rebase(context, reader, replication, checkpointed);
  }

  /** The versions that both sides have, as the search has found them. */
  interface Sightings {
    /** The newest version of the primary. */
    void primary(OptionalLong version);

    /** The newest version that readers of the secondary see. */
    void secondary(OptionalLong version);

    /** The secondary's log behind which the table goes on. */
    void goesOnBehind(LogListing log);
  }

  /**
   * The position; the table is live then.
   *
   * @return empty when this daemon may not publish any more
   * @throws TableHeldException when the two sides are not one history, or the primary's log cannot
   *     be followed
   */
  Optional<Position> locate(LogListing primary, Sightings sightings) throws TableHeldException {
    if (primary.ambiguousName().isPresent()) {
      throw new TableHeldException(
          HoldReason.NAME_AMBIGUOUS,
          "_delta_log/%s is a commit to some engines and none to others"
              .formatted(primary.ambiguousName().get()));
    }
    if (primary.newestCommit().isEmpty()) {
      throw new TableHeldException(HoldReason.NOT_A_TABLE, "the log has no commit");
    }
    sightings.primary(primary.newestCommit());
    context.rewriting().startAnew();
    if (!context.stagedRuns().finish(context.roots().target())) {
      return Optional.empty();
    }
    LogListing secondary = LogListing.read(context.target(), context.roots().target());
    try {
      return locate(primary, secondary, sightings);
    } catch (TableHeldException e) {
      return makesRoom(primary, secondary, e) ? locate(primary, sightings) : Optional.empty();
    }
  }

  /** Moves a log away that has to give way; false when this daemon may not. */
  private boolean makesRoom(LogListing primary, LogListing secondary, TableHeldException why)
      throws TableHeldException {
    HoldReason reason = why.hold().reason();
    if (reason == HoldReason.RECREATED
        && context.succession().onRecreated() == OnRecreated.REPLACE) {
      return replace(primary, secondary, why);
    }
    if (reason == HoldReason.SPLIT_BRAIN) {
      Optional<Fork> fork = new LogComparison(context).forkOfFailover(primary, secondary);
      if (fork.isPresent()) {
        return new Quarantine(context).windBack(secondary, fork.get());
      }
    }
    throw why;
  }

  private Optional<Position> locate(LogListing primary, LogListing secondary, Sightings sightings)
      throws TableHeldException {
    Optional<HistoryStart> live = HistoryStart.ofReaders(secondary);
    if (live.isEmpty()) {
      sightings.secondary(OptionalLong.empty());
      LogComparison comparison = new LogComparison(context);
      comparison.check(primary, secondary, -1);
      // What a writer left behind while a log was wound back would join the history copied below.
      if (!comparison.isAllWrittenByLevee(secondary)) {
        throw new TableHeldException(
            HoldReason.SPLIT_BRAIN,
            "the secondary has commits up to version %d that others than Levee wrote, and no version that can be read; nothing was changed on either side"
                .formatted(secondary.newestCommit().orElseThrow()));
      }
      return bootstrap.run(primary, history);
    }
    long last = secondary.lastContiguousFrom(live.get().version());
    sightings.secondary(OptionalLong.of(last));
    new LogComparison(context).check(primary, secondary, last);
    context.rewriting().continueAt(last, primary, secondary);
    if (hasGapAfter(primary, last)) {
      return rebase.run(primary, last);
    }
    Optional<String> etag =
        Optional.ofNullable(primary.commits().get(last)).map(entry -> entry.attributes().etag());
    if (etag.isEmpty()) {
      long head = primary.newestCommit().orElseThrow();
      TableMetadata ours =
          new KernelSnapshots(context.source()).metadata(context.roots().source(), head);
      new LogComparison(context).checkSameTable(ours, last);
    }
    sightings.goesOnBehind(secondary);
    long first = live.get().oldestReadable(secondary);
    return Optional.of(new Position(first, last, etag, Novelty.PERHAPS_THERE));
  }

  /**
   * Makes room for the log of a table that was created again. Its files come first, beside those of
   * the dropped one, so that readers see no table for as short as possible.
   */
  private boolean replace(LogListing primary, LogListing secondary, TableHeldException why)
      throws TableHeldException {
    if (!new LogComparison(context).isAllWrittenByLevee(secondary)) {
      throw new TableHeldException(
          HoldReason.RECREATED,
          why.hold().detail()
              + "; it is not replaced, since others than Levee wrote to the replica");
    }
    bootstrap.copyAhead(primary, history);
    long lowest = secondary.commits().firstKey();
    String name = "%d-%s".formatted(lowest, secondary.commits().get(lowest).attributes().etag());
    Location root = context.roots().target();
    Location kept = context.succession().control().replaced(root, name);
    LogRetirement retirement = context.succession().retirement();
    List<ObjectEntry> log = retirement.above(root, -1);
    if (!retirement.keep(log, root, kept)) {
      throw new TableHeldException(
          HoldReason.FOREIGN_FILE,
          "%s has other objects than the log that is to be kept there; nothing was removed"
              .formatted(kept));
    }
    boolean removed = retirement.remove(log);
    if (removed) {
      context
          .warnings()
          .accept(
              "the table was dropped and created again; the log of the replica that was here is kept at "
                  + kept);
    }
    return removed;
  }

  /** Whether the next version is missing in the primary, which has later ones. */
  static boolean hasGapAfter(LogListing primary, long last) {
    return primary.newestCommit().orElse(-1) > last && !primary.commits().containsKey(last + 1);
  }
}
