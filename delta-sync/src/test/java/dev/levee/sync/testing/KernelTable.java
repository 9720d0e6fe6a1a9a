package dev.levee.sync.testing;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.ObjectStoreFileIO;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.Transaction;
import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.util.ColumnMapping;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.statistics.DataFileStatistics;
import io.delta.kernel.transaction.DataLayoutSpec;
import io.delta.kernel.transaction.UpdateTableTransactionBuilder;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** A table that Delta Kernel commits to, with whatever features its properties ask for. */
public final class KernelTable {
  /** An identifier and a word. */
  public static final StructType SCHEMA =
      new StructType().add("id", LongType.LONG).add("word", StringType.STRING);

  private static final String ENGINE = "levee-test";

  private final ObjectStore store;
  private final Engine engine;
  private final Location root;

  /** The table at this root. */
  public KernelTable(ObjectStore store, Location root) {
    this.engine = DefaultEngine.create(new ObjectStoreFileIO(store));
    this.store = store;
    this.root = root;
  }

  /** Version 0. */
  public KernelTable create(Map<String, String> properties, DataLayoutSpec layout) {
    return committed(
        TableManager.buildCreateTableTransaction(root.toString(), SCHEMA, ENGINE)
            .withTableProperties(properties)
            .withDataLayoutSpec(layout)
            .build(engine),
        Utils.toCloseableIterator(List.<Row>of().iterator()));
  }

  /** A version without data: another schema, other properties. */
  public KernelTable change(UnaryOperator<UpdateTableTransactionBuilder> change) {
    return committed(
        change.apply(update(Operation.MANUAL_UPDATE)).build(engine),
        Utils.toCloseableIterator(List.<Row>of().iterator()));
  }

  /** A version with three rows and a transaction identifier. */
  public KernelTable append(long first) {
    return append(first, update -> update.withTransactionId("levee-test", first));
  }

  /** A version with three rows, by a writer that says that it read nothing of the table. */
  public KernelTable appendBlindly(long first) {
    return append(first, update -> update).saysItReadNothing();
  }

  /** The same, by an application that counts its batches. */
  public KernelTable appendBatch(String application, long batch, long first) {
    return append(first, update -> update.withTransactionId(application, batch))
        .saysItReadNothing();
  }

  /** Kernel never says so, since it cannot know what its caller read. */
  private KernelTable saysItReadNothing() {
    Location commit = LogListing.commit(root, latest().getVersion());
    String text =
        new String(store.open(commit).orElseThrow().readAll(), StandardCharsets.UTF_8)
            .replace("\"isBlindAppend\":false", "\"isBlindAppend\":true");
    store.overwrite(NewObject.of(commit, text.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  private KernelTable append(
      long first, UnaryOperator<UpdateTableTransactionBuilder> transactionOptions) {
    SnapshotImpl before = (SnapshotImpl) latest();
    Transaction transaction = transactionOptions.apply(update(Operation.WRITE)).build(engine);
    StructType schema = before.getSchema();
    byte[] bytes = parquet(schema, before.getMetadata().getConfiguration(), first);
    String path = "part-%05d.parquet".formatted(first);
    var unused = store.createExclusive(NewObject.of(root.resolve(path), bytes));
    Row add =
        SingleAction.createAddFileSingleAction(
            AddFile.createAddFileRow(
                schema,
                path,
                VectorUtils.stringStringMapValue(Map.of()),
                bytes.length,
                0,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(
                    new DataFileStatistics(3, Map.of(), Map.of(), Map.of(), Optional.empty()))));
    return committed(transaction, Utils.singletonCloseableIterator(add));
  }

  /** Kernel writes no Parquet of tables whose columns are mapped, and says so. */
  private static byte[] parquet(StructType schema, Map<String, String> configuration, long first) {
    boolean mapped = configuration.containsKey("delta.columnMapping.mode");
    StructField id = schema.get("id");
    StructField word = schema.get("word");
    MessageType columns =
        Types.buildMessage()
            .addField(column(id, Types.optional(PrimitiveTypeName.INT64), mapped))
            .addField(
                column(
                    word,
                    Types.optional(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType()),
                    mapped))
            .named("rows");
    InMemoryOutput output = new InMemoryOutput();
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(output)
            .withConf(new PlainParquetConfiguration())
            .withType(columns)
            .build()) {
      for (long row = first; row < first + 3; row++) {
        writer.write(
            new SimpleGroupFactory(columns)
                .newGroup()
                .append(columns.getFieldName(0), row)
                .append(columns.getFieldName(1), "word " + row));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return output.bytes();
  }

  private static Type column(
      StructField field, Types.PrimitiveBuilder<PrimitiveType> type, boolean mapped) {
    return mapped
        ? type.id(ColumnMapping.getColumnId(field)).named(ColumnMapping.getPhysicalName(field))
        : type.named(field.getName());
  }

  private UpdateTableTransactionBuilder update(Operation operation) {
    return latest().buildUpdateTableTransaction(ENGINE, operation);
  }

  private KernelTable committed(Transaction transaction, CloseableIterator<Row> actions) {
    TransactionCommitResult result =
        transaction.commit(engine, CloseableIterable.inMemoryIterable(actions));
    try {
      for (PostCommitHook hook : result.getPostCommitHooks()) {
        hook.threadSafeInvoke(engine);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** A checkpoint of the newest version. */
  public KernelTable checkpoint() {
    try {
      latest().writeCheckpoint(engine);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private Snapshot latest() {
    return TableManager.loadSnapshot(root.toString()).build(engine);
  }

  /**
   * What only Kernel's own snapshot tells of a version: domain metadata, and the transaction of
   * {@link #append}.
   */
  public String applicationState(long version) {
    SnapshotImpl snapshot =
        (SnapshotImpl) TableManager.loadSnapshot(root.toString()).atVersion(version).build(engine);
    return snapshot.getActiveDomainMetadataMap().values().stream()
            .map(domain -> domain.getDomain() + "=" + domain.getConfiguration())
            .sorted()
            .toList()
        + " "
        + snapshot.getLatestTransactionVersion(engine, "levee-test");
  }
}
