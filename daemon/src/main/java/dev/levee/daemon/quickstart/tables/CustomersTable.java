package dev.levee.daemon.quickstart.tables;

import dev.levee.daemon.quickstart.tables.StandaloneLog.Commit;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.hadoop.HadoopAccess;
import io.delta.standalone.Operation;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.actions.SetTransaction;
import io.delta.standalone.types.IntegerType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import java.io.IOException;
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
 * Customers, in one folder, by Delta Standalone, as an import writes them that must not be
 * repeated: each commit carries its number in a transaction of the application {@code
 * customer-import}.
 */
public final class CustomersTable implements TableWriter {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          "message customer { required int32 customer_id; required binary name (STRING);"
              + " optional binary city (STRING); }");
  private static final String IMPORT = "customer-import";
  private static final List<String> CITIES = List.of("Berlin", "Lyon", "Utrecht", "Abidjan");

  private final StandaloneLog log;
  private final TableFiles files;
  private final long seed;
  private final int rowsPerFile;

  /** A writer of the table below a prefix. */
  public CustomersTable(HadoopAccess access, Location prefix, long seed, int rowsPerFile) {
    Location root = prefix.resolve(path());
    StructType schema =
        new StructType()
            .add("customer_id", new IntegerType())
            .add("name", new StringType())
            .add("city", new StringType());
    this.log = new StandaloneLog(access, root, Metadata.builder().schema(schema).build());
    this.files = new TableFiles(access, root, SCHEMA);
    this.seed = seed;
    this.rowsPerFile = rowsPerFile;
  }

  @Override
  public String path() {
    return "shop/customers";
  }

  @Override
  public long commit() throws IOException {
    return log.commit(
        (version, live) -> {
          String path = "part-00000-" + UUID.randomUUID() + ".c000.snappy.parquet";
          long size = files.write(path, customers(version));
          return new Commit(
              Operation.Name.STREAMING_UPDATE,
              List.of(
                  new SetTransaction(IMPORT, version, Optional.empty()),
                  StandaloneLog.add(path, Map.of(), size)));
        });
  }

  /** One in ten has no city. */
  private List<Group> customers(long version) {
    Random random = new Random(seed * 31 + version);
    List<Group> rows = new ArrayList<>();
    for (int i = 0; i < rowsPerFile; i++) {
      int id = Math.toIntExact(version * rowsPerFile + i);
      Group row =
          new SimpleGroupFactory(SCHEMA)
              .newGroup()
              .append("customer_id", id)
              .append("name", "Customer %d of %x".formatted(id, random.nextInt()));
      if (random.nextInt(10) > 0) {
        row.append("city", CITIES.get(random.nextInt(CITIES.size())));
      }
      rows.add(row);
    }
    return rows;
  }
}
