package dev.levee.sync.engine.salvage;

import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.commit.HistoryStart;
import dev.levee.sync.log.CommitRejectedException;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Snapshot;
import dev.levee.sync.log.TableMetadata;
import dev.levee.sync.log.TransactionIdentifier;
import dev.levee.sync.log.kernel.KernelAppend;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.model.Location;
import dev.levee.sync.publish.LogPublisher;
import dev.levee.sync.salvage.BranchCommit;
import dev.levee.sync.salvage.BranchCommitReader;
import dev.levee.sync.salvage.LostBranch;
import dev.levee.sync.salvage.SalvageCommit;
import dev.levee.sync.salvage.TableNow;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A table in the region that is the primary now: its state, and commits to it. */
final class PrimaryTable {
  private final ObjectStore store;
  private final Location root;
  private final KernelAppend append;
  private final Map<Long, Set<TransactionIdentifier>> read = new HashMap<>();

  PrimaryTable(RegionSpec primary, Location root) {
    this.store = primary.store();
    this.root = root;
    this.append = new KernelAppend(store);
  }

  /**
   * The newest state.
   *
   * @param branch the lost commits that are to be judged by it
   * @param common the newest version before the fork
   */
  TableNow now(LostBranch branch, long common) {
    long version = newest();
    KernelSnapshots snapshots = new KernelSnapshots(store);
    Snapshot state = snapshots.readWithoutFiles(root, version);
    Map<String, Long> transactions = snapshots.transactions(root, version);
    return new TableNow(
        version,
        state.protocol(),
        state.metadata(),
        transactions,
        sinceFork(wanted(branch, transactions), common, version),
        append.refusal(root, version));
  }

  /** The metadata of an older version. */
  TableMetadata metadata(long version) {
    return new KernelSnapshots(store).metadata(root, version);
  }

  private long newest() {
    LogListing log = LogListing.read(store, root);
    return HistoryStart.ofReaders(log)
        .map(start -> log.lastContiguousFrom(start.version()))
        .orElseThrow(() -> SalvageException.failed("there is no table at " + root, null));
  }

  /** The identifiers of lost commits that the table has come to, or past. */
  private static Set<TransactionIdentifier> wanted(
      LostBranch branch, Map<String, Long> transactions) {
    Set<TransactionIdentifier> wanted = new HashSet<>();
    for (BranchCommit commit : branch.commits()) {
      wanted.addAll(commit.transactions());
      wanted.add(SalvageCommit.identifier(branch, commit));
    }
    wanted.removeIf(
        txn -> transactions.getOrDefault(txn.application(), Long.MIN_VALUE) < txn.version());
    return wanted;
  }

  private Map<TransactionIdentifier, Long> sinceFork(
      Set<TransactionIdentifier> wanted, long common, long version) {
    Map<TransactionIdentifier, Long> found = new HashMap<>();
    for (long at = version; at > common && found.size() < wanted.size(); at--) {
      for (TransactionIdentifier txn : read.computeIfAbsent(at, this::transactions)) {
        if (wanted.contains(txn)) {
          found.put(txn, at);
        }
      }
    }
    return found;
  }

  /** None of a commit that log cleanup has removed. */
  private Set<TransactionIdentifier> transactions(long version) {
    Optional<byte[]> bytes =
        store.open(LogListing.commit(root, version)).map(ObjectContent::readAll);
    try {
      return bytes.isEmpty()
          ? Set.of()
          : Set.copyOf(
              BranchCommitReader.read(version, bytes.get(), ObjectBody.of(bytes.get()).md5())
                  .transactions());
    } catch (CommitRejectedException e) {
      throw SalvageException.failed(
          "version %d of %s cannot be read: %s".formatted(version, root, e.getMessage()), e);
    }
  }

  /**
   * Commits a lost commit's rows as the next version of this state.
   *
   * @return the version; empty when another writer has taken it
   */
  OptionalLong commit(LostBranch branch, BranchCommit lost, TableNow state) {
    return append.append(root, state.version(), SalvageCommit.of(branch, lost), this::isPublished);
  }

  private boolean isPublished(NewObject commit) {
    return new LogPublisher(store)
        .publish(commit)
        .match(
            there -> true,
            different -> false,
            inconsistent -> {
              throw new StoreException(StoreException.Kind.TRANSIENT, inconsistent.detail());
            },
            unsettled -> {
              throw unsettled.cause();
            });
  }
}
