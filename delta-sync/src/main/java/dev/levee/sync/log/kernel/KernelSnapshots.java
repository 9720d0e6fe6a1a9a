package dev.levee.sync.log.kernel;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.log.FileAction;
import dev.levee.sync.log.FileSum;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.log.Snapshot;
import dev.levee.sync.log.TableMetadata;
import dev.levee.sync.log.TableState;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;
import io.delta.kernel.Scan;
import io.delta.kernel.SnapshotBuilder;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.actions.DomainMetadata;
import io.delta.kernel.internal.actions.Metadata;
import io.delta.kernel.internal.actions.SetTransaction;
import io.delta.kernel.internal.replay.ActionsIterator;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads tables' states, from logs with checkpoints of any kind, through Delta Kernel.
 *
 * <p>All calls throw {@link dev.levee.sync.store.StoreException} when the store failed, and {@link
 * SnapshotException} when the log, a checkpoint or the protocol is at fault.
 */
public final class KernelSnapshots {
  private static final StructType NAMED_ACTIONS =
      new StructType()
          .add("txn", SetTransaction.FULL_SCHEMA)
          .add("domainMetadata", DomainMetadata.FULL_SCHEMA);

  private final Engine engine;

  /** Reads from this store, which the caller closes. */
  public KernelSnapshots(ObjectStore store) {
    this(new ObjectStoreFileIO(requireNonNull(store, "store")));
  }

  private KernelSnapshots(ObjectStoreFileIO files) {
    this.engine = DefaultEngine.create(files);
  }

  /**
   * Reads one state from this store as if only some of the files in {@code _delta_log/} were there:
   * what a log says without its checkpoint, or a checkpoint without its log.
   *
   * @param shown by the files' names
   */
  public static KernelSnapshots showing(ObjectStore store, Predicate<String> shown) {
    String folder = "/" + LogListing.LOG_FOLDER;
    return new KernelSnapshots(
        ObjectStoreFileIO.showing(
            store,
            location -> {
              String key = "/" + location.key();
              int name = key.lastIndexOf('/') + 1;
              return !key.startsWith(folder, name - folder.length())
                  || shown.test(key.substring(name));
            }));
  }

  /** Reads states of one table from its log as a listing has shown it, and lists nothing again. */
  public static KernelSnapshots listed(ObjectStore store, Location tableRoot, LogListing log) {
    return new KernelSnapshots(new ListedLog(store, tableRoot, log));
  }

  /** A table's whole state at a version. Its live files are not held in memory, only summed up. */
  public TableState state(Location tableRoot, long version) {
    return KernelFailures.translated(
        "version " + version + " of " + tableRoot,
        () -> {
          SnapshotImpl snapshot = load(engine, tableRoot, version);
          Map<String, Long> transactions = new TreeMap<>();
          Map<String, DomainMetadata> domains = new TreeMap<>();
          eachNamedAction(snapshot, transactions, domains);
          FileSum[] files = {FileSum.NONE};
          eachLiveFile(
              snapshot.getScanBuilder().build(),
              row ->
                  files[0] =
                      files[0].and(
                          ScanFiles.add(row), InternalScanFileUtils.getPartitionValues(row)));
          return new TableState(
              version,
              protocol(snapshot.getProtocol()),
              metadata(snapshot.getMetadata()),
              files[0],
              transactions,
              configurations(domains));
        });
  }

  /** How far each application has come with a table at a version. Reads the whole log. */
  public Map<String, Long> transactions(Location tableRoot, long version) {
    return KernelFailures.translated(
        "the transactions of version " + version + " of " + tableRoot,
        () -> {
          Map<String, Long> transactions = new TreeMap<>();
          eachNamedAction(load(engine, tableRoot, version), transactions, new TreeMap<>());
          return transactions;
        });
  }

  /** From the newest log file to the oldest: of each name, the first action that is seen counts. */
  private void eachNamedAction(
      SnapshotImpl snapshot, Map<String, Long> transactions, Map<String, DomainMetadata> domains)
      throws IOException {
    try (ActionsIterator actions =
        new ActionsIterator(
            engine,
            snapshot.getLogSegment().allLogFilesReversed(),
            NAMED_ACTIONS,
            Optional.empty())) {
      while (actions.hasNext()) {
        ColumnarBatch batch = actions.next().getColumnarBatch();
        for (int row = 0; row < batch.getSize(); row++) {
          SetTransaction txn = SetTransaction.fromColumnVector(batch.getColumnVector(0), row);
          if (txn != null) {
            transactions.putIfAbsent(txn.getAppId(), txn.getVersion());
          }
          DomainMetadata domain = DomainMetadata.fromColumnVector(batch.getColumnVector(1), row);
          if (domain != null) {
            domains.putIfAbsent(domain.getDomain(), domain);
          }
        }
      }
    }
  }

  private static Map<String, String> configurations(Map<String, DomainMetadata> domains) {
    Map<String, String> active = new TreeMap<>();
    domains.forEach(
        (name, domain) -> {
          if (!domain.isRemoved()) {
            active.put(name, domain.getConfiguration());
          }
        });
    return active;
  }

  /**
   * A table's state at a version. The paths of its files are as in the log, URL-encoded. All of its
   * live files are held in memory. A table that a catalog manages is read as far as its log is
   * published; its protocol says what it is.
   */
  public Snapshot read(Location tableRoot, long version) {
    return KernelFailures.translated(
        "version " + version + " of " + tableRoot,
        () -> {
          SnapshotImpl snapshot = load(engine, tableRoot, version);
          return new Snapshot(
              version,
              protocol(snapshot.getProtocol()),
              metadata(snapshot.getMetadata()),
              liveFiles(snapshot.getScanBuilder().build()));
        });
  }

  /** A table's protocol and metadata at a version, without its files. */
  public Snapshot readWithoutFiles(Location tableRoot, long version) {
    return KernelFailures.translated(
        "version " + version + " of " + tableRoot,
        () -> {
          SnapshotImpl snapshot = load(engine, tableRoot, version);
          return new Snapshot(
              version,
              protocol(snapshot.getProtocol()),
              metadata(snapshot.getMetadata()),
              List.of());
        });
  }

  /** A table's metadata at a version, without looking at its files. */
  public TableMetadata metadata(Location tableRoot, long version) {
    return KernelFailures.translated(
        "the metadata of version " + version + " of " + tableRoot,
        () -> metadata(load(engine, tableRoot, version).getMetadata()));
  }

  /**
   * Kernel wants to be told that a table is managed by a catalog, and refuses to be told so of one
   * that is not. Which it is, only its log says.
   */
  static SnapshotImpl load(Engine engine, Location tableRoot, long version) {
    SnapshotBuilder builder = TableManager.loadSnapshot(tableRoot.toString()).atVersion(version);
    try {
      return (SnapshotImpl) builder.build(engine);
    } catch (IllegalArgumentException e) {
      try {
        return (SnapshotImpl) builder.withMaxCatalogVersion(version).build(engine);
      } catch (IllegalArgumentException notManaged) {
        e.addSuppressed(notManaged);
        throw e;
      }
    }
  }

  static Protocol protocol(io.delta.kernel.internal.actions.Protocol protocol) {
    return new Protocol(
        protocol.getMinReaderVersion(),
        protocol.getMinWriterVersion(),
        protocol.getReaderFeatures(),
        protocol.getWriterFeatures());
  }

  private static TableMetadata metadata(Metadata metadata) {
    return new TableMetadata(
        metadata.getId(),
        metadata.getName(),
        metadata.getConfiguration(),
        VectorUtils.toJavaList(metadata.getPartitionColumns()),
        metadata.getSchemaString());
  }

  private List<FileAction.Add> liveFiles(Scan scan) throws IOException {
    List<FileAction.Add> files = new ArrayList<>();
    eachLiveFile(scan, row -> files.add(ScanFiles.add(row)));
    return files;
  }

  private void eachLiveFile(Scan scan, Consumer<Row> reader) throws IOException {
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          while (rows.hasNext()) {
            reader.accept(rows.next());
          }
        }
      }
    }
  }
}
