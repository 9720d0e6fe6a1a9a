package dev.levee.sync.store.hadoop.table;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.hadoop.HadoopAccess;
import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.Snapshot;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.exceptions.DeltaConcurrentModificationException;
import io.delta.standalone.exceptions.DeltaStandaloneException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * One of Levee's own Delta tables. A version is one commit by exclusive creation; Delta Standalone
 * writes a checkpoint every ten, and removes what is older than the table's {@code
 * delta.logRetentionDuration} from the log by its own clock. Keeps the newest version's log in
 * memory, and looks for newer ones at every call; safe to use from many threads.
 *
 * <p>Failures of the store are {@link IOException}s with the store's exception as a cause.
 */
public final class DeltaTable {
  private static final String ENGINE = "levee";
  private static final String SUFFIX = ".parquet";

  private final HadoopAccess access;
  private final Path root;
  private final TableColumns columns;
  private final ParquetFiles files;
  private DeltaLog log;

  /** The table at this root, which need not be there yet. */
  public DeltaTable(HadoopAccess access, Location root, TableColumns columns) {
    this.access = access;
    this.root = HadoopAccess.path(root);
    this.columns = columns;
    this.files = new ParquetFiles(access, root, columns);
  }

  /** The newest version, or empty when there is no table. */
  public Optional<TableState> newest() throws IOException {
    return translated(() -> state(log().update()));
  }

  /** One version, or empty when the log does not lead to it, or no longer. */
  public Optional<TableState> at(long version) throws IOException {
    return translated(() -> at(log(), version));
  }

  private static Optional<TableState> at(DeltaLog log, long version) {
    Snapshot newest = log.update();
    if (newest.getVersion() == version) {
      return state(newest);
    }
    if (newest.getVersion() < version) {
      return Optional.empty();
    }
    try {
      return state(log.getSnapshotForVersionAsOf(version));
    } catch (DeltaStandaloneException outOfRange) {
      return Optional.empty();
    }
  }

  private static Optional<TableState> state(Snapshot snapshot) {
    return snapshot.getVersion() < 0
        ? Optional.empty()
        : Optional.of(
            new TableState(
                snapshot.getVersion(),
                snapshot.getMetadata().getConfiguration(),
                snapshot.getAllFiles().stream().map(DeltaTable::file).toList()));
  }

  static TableFile file(AddFile add) {
    return new TableFile(add.getPath(), nullsAsEmpty(add.getPartitionValues()), add.getSize());
  }

  private static Map<String, String> emptyAsNulls(Map<String, String> values) {
    Map<String, String> result = new HashMap<>();
    values.forEach((name, value) -> result.put(name, value.isEmpty() ? null : value));
    return result;
  }

  private static Map<String, String> nullsAsEmpty(Map<String, String> values) {
    Map<String, String> result = new HashMap<>();
    values.forEach((name, value) -> result.put(name, value == null ? "" : value));
    return result;
  }

  /** All versions that the log leads to, oldest first; each commit is read once. */
  public List<TableState> history() throws IOException {
    return translated(
        () -> {
          DeltaLog log = log();
          return log.update().getVersion() >= 0 ? TableHistory.of(log, DeltaTable::at) : List.of();
        });
  }

  /** Writes rows as a new data file, which no version has yet. */
  public TableFile write(Map<String, String> partition, List<Map<String, Object>> rows)
      throws IOException {
    String path = "part-" + UUID.randomUUID() + ".snappy" + SUFFIX;
    return translated(() -> new TableFile(path, partition, files.write(path, rows)));
  }

  /**
   * The rows of a data file, without the partition columns: {@link String}s and {@link Instant}s by
   * name; what is null is absent.
   *
   * @throws FileNotFoundException when it is gone
   */
  public List<Map<String, Object>> read(TableFile file) throws IOException {
    return translated(() -> files.read(file));
  }

  /**
   * Makes a change the next version.
   *
   * @param expected the newest version, or -1 for no table
   * @throws FileAlreadyExistsException when there is another version by now: nothing was committed
   */
  public long commit(long expected, TableChange change) throws IOException {
    return translated(
        () -> {
          DeltaLog log = log();
          OptimisticTransaction transaction = log.startTransaction();
          if (transaction.readVersion() != expected) {
            throw taken(expected + 1, null);
          }
          transaction.readWholeTable();
          Metadata.Builder metadata =
              expected < 0
                  ? Metadata.builder()
                      .schema(columns.delta())
                      .partitionColumns(columns.partitionedBy())
                  : transaction.metadata().copyBuilder();
          transaction.updateMetadata(metadata.configuration(change.properties()).build());
          try {
            return transaction
                .commit(actions(change), new Operation(Operation.Name.MERGE), ENGINE)
                .getVersion();
          } catch (DeltaConcurrentModificationException e) {
            throw taken(expected + 1, e);
          }
        });
  }

  private FileAlreadyExistsException taken(long version, Throwable cause) {
    FileAlreadyExistsException taken =
        new FileAlreadyExistsException(
            root.toString(), null, "another writer made version " + version);
    taken.initCause(cause);
    return taken;
  }

  private static List<Action> actions(TableChange change) {
    long at = change.at().toEpochMilli();
    List<Action> actions = new ArrayList<>();
    change.removed().forEach(file -> actions.add(add(file, at).remove(at, true)));
    change.added().forEach(file -> actions.add(add(file, at)));
    return actions;
  }

  /**
   * Without statistics: Standalone writes them as an object, not as the text that the protocol asks
   * for.
   */
  private static AddFile add(TableFile file, long at) {
    Map<String, String> partition = emptyAsNulls(file.partition());
    return new AddFile(file.path(), partition, file.size(), at, true, null, Map.of());
  }

  /** The data files that are in the store, whether or not a version has them, and since when. */
  public Map<String, Instant> storedFiles() throws IOException {
    return translated(
        () -> {
          Map<String, Instant> stored = new HashMap<>();
          for (FileStatus status : fileSystem().listStatus(root)) {
            if (status.isFile() && status.getPath().getName().endsWith(SUFFIX)) {
              stored.put(
                  status.getPath().getName(), Instant.ofEpochMilli(status.getModificationTime()));
            }
          }
          return stored;
        });
  }

  /** Removes a data file from the store. */
  public void delete(String path) throws IOException {
    Boolean unused = translated(() -> fileSystem().delete(new Path(root, path), false));
  }

  private FileSystem fileSystem() throws IOException {
    return root.getFileSystem(access.configuration());
  }

  /** Opening reads the log, which this constructor does not do. */
  private synchronized DeltaLog log() {
    if (log == null) {
      log = DeltaLog.forTable(access.configuration(), root);
    }
    return log;
  }

  /** Standalone, written in Scala, throws checked exceptions that it does not declare. */
  private static <T> T translated(Callable<T> call) throws IOException {
    try {
      return call.call();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
