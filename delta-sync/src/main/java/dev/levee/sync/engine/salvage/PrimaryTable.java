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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    Map<Long, Set<TransactionIdentifier>> since =
        mentions(branch, transactions) ? sinceFork(common, version) : Map.of();
    return new TableNow(
        version,
        state.protocol(),
        state.metadata(),
        transactions,
        versions(since),
        active(since),
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

  /** Whether the table knows an application that a lost commit names, so that it has to be read. */
  private static boolean mentions(LostBranch branch, Map<String, Long> transactions) {
    return branch.commits().stream()
        .flatMap(
            commit ->
                Stream.concat(
                    commit.transactions().stream(),
                    Stream.of(SalvageCommit.identifier(branch, commit))))
        .anyMatch(txn -> transactions.containsKey(txn.application()));
  }

  private Map<Long, Set<TransactionIdentifier>> sinceFork(long common, long version) {
    Map<Long, Set<TransactionIdentifier>> since = new TreeMap<>();
    for (long at = common + 1; at <= version; at++) {
      since.put(at, read.computeIfAbsent(at, this::transactions));
    }
    return since;
  }

  private static Map<TransactionIdentifier, Long> versions(
      Map<Long, Set<TransactionIdentifier>> since) {
    Map<TransactionIdentifier, Long> versions = new HashMap<>();
    since.forEach((version, all) -> all.forEach(txn -> versions.putIfAbsent(txn, version)));
    return versions;
  }

  private static Set<String> active(Map<Long, Set<TransactionIdentifier>> since) {
    return since.values().stream()
        .filter(all -> !SalvageCommit.is(all))
        .flatMap(Set::stream)
        .map(TransactionIdentifier::application)
        .collect(Collectors.toUnmodifiableSet());
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
