package dev.levee.daemon.quickstart.tables;

import dev.levee.sync.log.kernel.ObjectStoreFileIO;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.hadoop.HadoopAccess;
import io.delta.kernel.Operation;
import io.delta.kernel.TableManager;
import io.delta.kernel.Transaction;
import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * Clicks, appended only, by Delta Kernel, with its checkpoints and checksum files. The rows are
 * hard to compress, so that there is something to copy. The time is a number: Standalone reads
 * timestamps in the INT96 form only.
 */
public final class ClicksTable implements TableWriter {
  private static final MessageType PARQUET =
      MessageTypeParser.parseMessageType(
          "message click { required int64 click_id; required binary session (STRING);"
              + " required binary page (STRING); required int64 clicked_at_ms; }");
  private static final StructType SCHEMA =
      new StructType()
          .add("click_id", LongType.LONG)
          .add("session", StringType.STRING)
          .add("page", StringType.STRING)
          .add("clicked_at_ms", LongType.LONG);
  private static final long FIRST_CLICK = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();
  private static final String ENGINE = "levee-quickstart";

  private final Engine engine;
  private final Location root;
  private final TableFiles files;
  private final long seed;
  private final int rowsPerFile;

  /** A writer of the table below a prefix of the store, which the access is to. */
  public ClicksTable(
      ObjectStore store, HadoopAccess access, Location prefix, long seed, int rowsPerFile) {
    this.engine = DefaultEngine.create(new ObjectStoreFileIO(store));
    this.root = prefix.resolve(path());
    this.files = new TableFiles(access, root, PARQUET);
    this.seed = seed;
    this.rowsPerFile = rowsPerFile;
  }

  @Override
  public String path() {
    return "events/clicks";
  }

  @Override
  public long commit() throws IOException {
    try {
      Transaction transaction = transaction();
      String path = "part-00000-" + UUID.randomUUID() + ".c000.snappy.parquet";
      long size = files.write(path, clicks(transaction.getReadTableVersion() + 1));
      TransactionCommitResult result =
          transaction.commit(
              engine,
              CloseableIterable.inMemoryIterable(
                  Utils.singletonCloseableIterator(add(path, size))));
      for (PostCommitHook hook : result.getPostCommitHooks()) {
        hook.threadSafeInvoke(engine);
      }
      return result.getVersion();
    } catch (KernelException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Transaction transaction() {
    try {
      return TableManager.loadSnapshot(root.toString())
          .build(engine)
          .buildUpdateTableTransaction(ENGINE, Operation.WRITE)
          .build(engine);
    } catch (TableNotFoundException e) {
      return TableManager.buildCreateTableTransaction(root.toString(), SCHEMA, ENGINE)
          .build(engine);
    }
  }

  /** Kernel writes actions only; the file's own writer knows what is in it. */
  private static Row add(String path, long size) {
    return SingleAction.createAddFileSingleAction(
        AddFile.createAddFileRow(
            SCHEMA,
            path,
            VectorUtils.stringStringMapValue(Map.of()),
            size,
            0,
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private List<Group> clicks(long version) {
    Random random = new Random(seed * 31 + version);
    List<Group> rows = new ArrayList<>();
    for (int i = 0; i < rowsPerFile; i++) {
      long id = version * rowsPerFile + i;
      rows.add(
          new SimpleGroupFactory(PARQUET)
              .newGroup()
              .append("click_id", id)
              .append("session", "%016x%016x".formatted(random.nextLong(), random.nextLong()))
              .append("page", "/products/" + random.nextInt(5000))
              .append("clicked_at_ms", FIRST_CLICK + id * 100 + random.nextInt(100)));
    }
    return rows;
  }
}
