package dev.levee.sync.store.hadoop;

import dev.levee.sync.model.Location;
import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.data.CloseableIterator;
import io.delta.standalone.data.RowRecord;
import io.delta.standalone.types.IntegerType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** A Delta table of numbered names, written and read by Delta Standalone and Parquet. */
final class StandaloneTable {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          "message row { optional int32 id; optional binary name (STRING); }");

  private final Configuration configuration;
  private final Location location;

  StandaloneTable(HadoopAccess access, Location location) {
    this.configuration = access.configuration();
    this.location = location;
  }

  DeltaLog log() {
    return DeltaLog.forTable(configuration, HadoopAccess.path(location));
  }

  /** Appends rows as one file and one commit, and returns the version. */
  long append(int from, int count) throws IOException {
    OptimisticTransaction transaction = log().startTransaction();
    if (transaction.readVersion() < 0) {
      transaction.updateMetadata(metadata());
    }
    return commit(transaction, from, count);
  }

  long commit(OptimisticTransaction transaction, int from, int count) throws IOException {
    String name = "part-%05d.snappy.parquet".formatted(from);
    long size = writeFile(location.resolve(name), from, count);
    AddFile add = new AddFile(name, Map.of(), size, 1L, true, null, null);
    List<Action> actions = List.of(add);
    return transaction
        .commit(actions, new Operation(Operation.Name.WRITE), "levee-test")
        .getVersion();
  }

  private static Metadata metadata() {
    StructType schema =
        new StructType(
            new StructField[] {
              new StructField("id", new IntegerType(), true),
              new StructField("name", new StringType(), true)
            });
    return Metadata.builder().schema(schema).build();
  }

  private long writeFile(Location file, int from, int count) throws IOException {
    SimpleGroupFactory groups = new SimpleGroupFactory(SCHEMA);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(
                HadoopOutputFile.fromPath(HadoopAccess.path(file), configuration))
            .withType(SCHEMA)
            .withConf(configuration)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build()) {
      for (int id = from; id < from + count; id++) {
        writer.write(groups.newGroup().append("id", id).append("name", "name-" + id));
      }
    }
    return HadoopAccess.path(file)
        .getFileSystem(configuration)
        .getFileStatus(HadoopAccess.path(file))
        .getLen();
  }

  /** All rows as {@code id=name}, in no order. */
  List<String> rows() throws IOException {
    List<String> rows = new ArrayList<>();
    try (CloseableIterator<RowRecord> records = log().snapshot().open()) {
      while (records.hasNext()) {
        RowRecord row = records.next();
        rows.add(row.getInt("id") + "=" + row.getString("name"));
      }
    }
    return rows;
  }
}
