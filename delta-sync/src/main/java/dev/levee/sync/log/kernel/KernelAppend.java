package dev.levee.sync.log.kernel;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.log.AppendedFile;
import dev.levee.sync.log.BlindAppend;
import dev.levee.sync.log.TransactionIdentifier;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.Transaction;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.SetTransaction;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.data.GenericRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Adds files that are already in a table's folder to the table, by transactions of Delta Kernel.
 * Kernel says whether it knows all that the table demands of a writer, gives rows their identifiers
 * and the commit its in-commit timestamp. Checkpoints and checksums are left to the table's
 * writers.
 */
public final class KernelAppend {
  private static final String ENGINE = "Levee";

  private final Engine engine;

  /** Appends to tables in this store, which the caller closes. */
  public KernelAppend(ObjectStore store) {
    this.engine = DefaultEngine.create(new ObjectStoreFileIO(requireNonNull(store, "store")));
  }

  /**
   * Why Kernel does not write to a table; empty when it would.
   *
   * @throws dev.levee.sync.store.StoreException when the store failed
   * @throws SnapshotException when the log cannot be read
   */
  public Optional<String> refusal(Location tableRoot, long version) {
    return KernelFailures.translated(
        "version " + version + " of " + tableRoot,
        () -> {
          Snapshot snapshot = KernelSnapshots.load(engine, tableRoot, version);
          try {
            var unused =
                snapshot.buildUpdateTableTransaction(ENGINE, Operation.WRITE).build(engine);
            return Optional.empty();
          } catch (KernelException | UnsupportedOperationException e) {
            return Optional.of(String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}", " "));
          }
        });
  }

  /**
   * Commits as the version after this one, or not at all.
   *
   * @param version of the state that the append was found to fit
   * @param publication publishes the commit; false when somebody else has taken the version
   * @return the version of the commit, or empty when it was taken
   * @throws dev.levee.sync.store.StoreException when the store failed; whether the commit is there
   *     is not known then
   * @throws SnapshotException when Kernel does not write to this table
   */
  public OptionalLong append(
      Location tableRoot, long version, BlindAppend append, Predicate<NewObject> publication) {
    return KernelFailures.translated(
        "version " + version + " of " + tableRoot + " for an append",
        () -> {
          PublishingCommitter committer = new PublishingCommitter(tableRoot, append, publication);
          try {
            commit(tableRoot, version, append, committer);
          } catch (RuntimeException e) {
            // What Kernel does after the commit, and how it tells of a conflict, changes nothing.
            if (!committer.isSettled()) {
              throw e;
            }
          }
          return committer.published();
        });
  }

  private void commit(
      Location tableRoot, long version, BlindAppend append, PublishingCommitter committer) {
    Snapshot snapshot =
        TableManager.loadSnapshot(tableRoot.toString())
            .atVersion(version)
            .withCommitter(committer)
            .build(engine);
    Transaction transaction =
        snapshot
            .buildUpdateTableTransaction(ENGINE, Operation.WRITE)
            .withTransactionId(append.identifier().application(), append.identifier().version())
            .withMaxRetries(0)
            .build(engine);
    var unused = transaction.commit(engine, CloseableIterable.inMemoryIterable(rows(append)));
    if (!committer.isSettled()) {
      throw new SnapshotException(
          HoldReason.SOURCE_CORRUPT, "Delta Kernel did not commit to " + tableRoot, null);
    }
  }

  private static CloseableIterator<Row> rows(BlindAppend append) {
    List<Row> rows = new ArrayList<>();
    for (TransactionIdentifier carried : append.carried()) {
      SetTransaction action =
          new SetTransaction(carried.application(), carried.version(), Optional.empty());
      rows.add(SingleAction.createTxnSingleAction(action.toRow()));
    }
    for (AppendedFile file : append.files()) {
      rows.add(SingleAction.createAddFileSingleAction(add(file)));
    }
    return Utils.toCloseableIterator(rows.iterator());
  }

  private static Row add(AppendedFile file) {
    Map<String, String> partitionValues = new HashMap<>();
    file.partitionValues().forEach((name, value) -> partitionValues.put(name, value.orElse(null)));
    Map<Integer, Object> fields = new HashMap<>();
    fields.put(field("path"), file.path());
    fields.put(field("partitionValues"), VectorUtils.stringStringMapValue(partitionValues));
    fields.put(field("size"), file.size());
    fields.put(field("modificationTime"), file.modificationTime());
    fields.put(field("dataChange"), true);
    file.stats().ifPresent(stats -> fields.put(field("stats"), stats));
    if (!file.tags().isEmpty()) {
      fields.put(field("tags"), VectorUtils.stringStringMapValue(file.tags()));
    }
    return new GenericRow(AddFile.FULL_SCHEMA, fields);
  }

  private static int field(String name) {
    return AddFile.FULL_SCHEMA.indexOf(name);
  }
}
