package dev.levee.sync.verify;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.log.CommitInfo;
import dev.levee.sync.log.CommitReader;
import dev.levee.sync.log.CommitRejectedException;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.TableMetadata;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.model.Location;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.SourceNote;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Tells when versions were committed, on both sides. Without in-commit timestamps readers take the
 * time at which the commit's object was modified; no store lets a copy have its original's.
 *
 * <p>Readers also see to it that times grow with versions, and add a millisecond where they do not;
 * what is told here is the store's time.
 */
public final class HistoryReader {
  private static final CommitInfo NONE =
      new CommitInfo(
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private final TableSides sides;
  private final boolean withPrimary;

  /** Reads from both sides, or, without the primary, what the replica has noted of it. */
  public HistoryReader(
      TableRoots roots, ObjectStore primary, ObjectStore replica, boolean withPrimary) {
    this.sides = new TableSides(requireNonNull(roots, "roots"), primary, replica);
    this.withPrimary = withPrimary;
  }

  /** A side's commits, and where they are read. */
  private record Log(ReadOnlyStore store, Location root, LogListing listing) {
    static Log read(ReadOnlyStore store, Location root) {
      return new Log(store, root, LogListing.read(store, root));
    }

    Optional<ObjectEntry> commit(long version) {
      return Optional.ofNullable(listing.commits().get(version));
    }
  }

  /**
   * The newest versions of a table.
   *
   * @param limit how many
   * @throws dev.levee.sync.store.StoreException when a store failed
   * @throws dev.levee.sync.log.kernel.SnapshotException when the table cannot be read
   */
  public TableHistory newest(int limit) {
    Log replica = Log.read(sides.replica(), sides.replicaRoot());
    Optional<Log> primary =
        withPrimary
            ? Optional.of(Log.read(sides.primary(), sides.primaryRoot()))
            : Optional.empty();
    NavigableSet<Long> versions = new TreeSet<>(replica.listing().commits().keySet());
    primary.ifPresent(log -> versions.addAll(log.listing().commits().keySet()));
    if (versions.isEmpty()) {
      return new TableHistory(false, List.of());
    }
    Log newest = primary.filter(log -> log.commit(versions.last()).isPresent()).orElse(replica);
    TableMetadata metadata =
        new KernelSnapshots(newest.store()).metadata(newest.root(), versions.last());
    List<CommitTime> commits = new ArrayList<>();
    versions.descendingSet().stream()
        .limit(limit)
        .forEach(version -> commits.add(time(version, metadata, primary, replica)));
    return new TableHistory(metadata.hasInCommitTimestamps(), commits);
  }

  private CommitTime time(
      long version, TableMetadata metadata, Optional<Log> primary, Log replica) {
    Optional<ObjectEntry> ours = primary.flatMap(log -> log.commit(version));
    Optional<ObjectEntry> theirs = replica.commit(version);
    Log from = theirs.isPresent() ? replica : primary.orElseThrow();
    CommitInfo info = info(version, from, theirs.or(() -> ours).orElseThrow());
    if (metadata.hasInCommitTimestamps()
        && version >= metadata.firstInCommitTimestamp()
        && info.inCommitTimestamp().isPresent()) {
      Optional<Instant> time =
          Optional.of(Instant.ofEpochMilli(info.inCommitTimestamp().getAsLong()));
      return new CommitTime(
          version,
          info.operation(),
          ours.isPresent() || primary.isEmpty() ? time : Optional.empty(),
          theirs.isPresent() ? time : Optional.empty(),
          true);
    }
    return new CommitTime(
        version,
        info.operation(),
        ours.map(HistoryReader::modified).or(() -> noted(theirs)),
        theirs.map(HistoryReader::modified),
        false);
  }

  private static Instant modified(ObjectEntry commit) {
    return commit.attributes().lastModified();
  }

  /** What the replica's object says of the primary's. */
  private Optional<Instant> noted(Optional<ObjectEntry> theirs) {
    return theirs
        .flatMap(commit -> sides.replica().head(commit.location()))
        .flatMap(SourceNote::modified);
  }

  private static CommitInfo info(long version, Log from, ObjectEntry entry) {
    Optional<ObjectContent> content = from.store().open(entry.location());
    if (content.isEmpty()) {
      return NONE;
    }
    try (ObjectContent open = content.get()) {
      return new CommitReader().read(version, open.stream()).commitInfo().orElse(NONE);
    } catch (CommitRejectedException e) {
      return NONE;
    } catch (IOException e) {
      throw from.store().broken(entry.location(), e);
    }
  }
}
