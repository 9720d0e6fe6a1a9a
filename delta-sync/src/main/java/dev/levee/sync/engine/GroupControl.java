package dev.levee.sync.engine;

import dev.levee.sync.model.Location;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What an operator can ask of, and do with, one running failover group. All calls return at once,
 * but {@link #awaitCaughtUp}, {@link #losses} and {@link #preview}; all are safe to use from any
 * thread.
 */
public interface GroupControl {
  /** The group as configured. */
  GroupSpec spec();

  /** The group now. */
  GroupStatus status();

  /** Its tables now, in the order of their names. */
  List<TableStatus> tables();

  /** Its mirrored prefixes now, in the order of the configuration. */
  List<MirrorStatus> mirrors();

  /** The replication of its catalogs now; empty where it has none, or another daemon does it. */
  Optional<CatalogStatus> catalog();

  /**
   * Its newest events, oldest first.
   *
   * @param afterSequence only later ones; 0 for all that are kept (the newest 1,000)
   */
  List<ReplicationEvent> events(long afterSequence);

  /** What failovers left behind, by the stores of the regions that can be reached; blocks. */
  List<Losses> losses();

  /**
   * What a failover would find, by looks at the stores of both regions; blocks, changes nothing.
   *
   * @throws dev.levee.sync.store.StoreException when the region that would take over cannot be
   *     looked at
   */
  FailoverPreview preview(FailoverRequest request);

  /** Begins a failover, or says why not. */
  FailoverAnswer failover(FailoverRequest request);

  /** Stops replicating, until it is resumed. Remembered across restarts. */
  void pause();

  /** Goes on replicating. */
  void resume();

  /** Looks at all tables at once instead of at the next poll. */
  void wake();

  /**
   * Tells of objects that are said to be new. It is a hint: a table whose log has one in the
   * primary is looked at soon instead of at its next poll, and a first commit has tables looked
   * for. Nothing depends on it: wrong, repeated and missing ones change only when Levee looks.
   */
  Notified notified(Collection<Location> created);

  /**
   * Waits until every table in scope has been caught up, or held, once since the group was started.
   *
   * @return whether that came within the time
   */
  boolean awaitCaughtUp(Duration timeout) throws InterruptedException;
}
