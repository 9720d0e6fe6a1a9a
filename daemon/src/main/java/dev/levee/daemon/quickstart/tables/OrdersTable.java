package dev.levee.daemon.quickstart.tables;

import dev.levee.daemon.quickstart.tables.StandaloneLog.Commit;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.hadoop.HadoopAccess;
import io.delta.standalone.Operation;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.types.DateType;
import io.delta.standalone.types.DoubleType;
import io.delta.standalone.types.IntegerType;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * Orders, partitioned by country and day, by Delta Standalone: of five commits three append a file
 * for each country, one updates orders and one deletes some, both by rewriting a file.
 */
public final class OrdersTable implements TableWriter {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          "message order { required int64 order_id; required int32 customer_id;"
              + " required double amount; required binary status (STRING); }");
  private static final List<String> COUNTRIES = List.of("DE", "FR", "NL", "Côte d'Ivoire");
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 11, 1);
  private static final int COMMITS_A_DAY = 6;
  private static final int CYCLE = 5;

  private final StandaloneLog log;
  private final TableFiles files;
  private final long seed;
  private final int rowsPerFile;

  /** A writer of the table below a prefix. */
  public OrdersTable(HadoopAccess access, Location prefix, long seed, int rowsPerFile) {
    Location root = prefix.resolve(path());
    this.log = new StandaloneLog(access, root, metadata());
    this.files = new TableFiles(access, root, SCHEMA);
    this.seed = seed;
    this.rowsPerFile = rowsPerFile;
  }

  private static Metadata metadata() {
    StructType schema =
        new StructType()
            .add("order_id", new LongType())
            .add("customer_id", new IntegerType())
            .add("amount", new DoubleType())
            .add("status", new StringType())
            .add("country", new StringType())
            .add("day", new DateType());
    return Metadata.builder().schema(schema).partitionColumns(List.of("country", "day")).build();
  }

  @Override
  public String path() {
    return "shop/orders";
  }

  @Override
  public long commit() throws IOException {
    return log.commit(
        (version, live) -> {
          Random random = new Random(seed * 31 + version);
          return switch ((int) (version % CYCLE)) {
            case 3 -> rewrite(Operation.Name.UPDATE, chosen(live, random), random);
            case 4 -> rewrite(Operation.Name.DELETE, chosen(live, random), random);
            default -> append(version, random);
          };
        });
  }

  private Commit append(long version, Random random) throws IOException {
    List<Action> actions = new ArrayList<>();
    String day = FIRST_DAY.plusDays(version / COMMITS_A_DAY).toString();
    long orderId = version * COUNTRIES.size() * rowsPerFile;
    for (String country : COUNTRIES) {
      List<Group> rows = new ArrayList<>();
      for (int i = 0; i < rowsPerFile; i++) {
        rows.add(order(orderId++, random));
      }
      actions.add(written(Map.of("country", country, "day", day), rows));
    }
    return new Commit(Operation.Name.WRITE, actions);
  }

  private static Group order(long id, Random random) {
    return new SimpleGroupFactory(SCHEMA)
        .newGroup()
        .append("order_id", id)
        .append("customer_id", random.nextInt(10_000))
        .append("amount", random.nextInt(100_000) / 100.0)
        .append("status", "new");
  }

  /** The same file whatever the order of the log's files, so that the rows are the same too. */
  private static AddFile chosen(List<AddFile> live, Random random) {
    List<AddFile> sorted = live.stream().sorted(Comparator.comparing(AddFile::getPath)).toList();
    return sorted.get(random.nextInt(sorted.size()));
  }

  private Commit rewrite(Operation.Name operation, AddFile old, Random random) throws IOException {
    List<Group> kept = new ArrayList<>();
    for (Group row : files.read(decoded(old.getPath()))) {
      if (random.nextInt(3) > 0) {
        kept.add(row);
      } else if (operation == Operation.Name.UPDATE) {
        kept.add(shipped(row));
      }
    }
    List<Action> actions = new ArrayList<>();
    actions.add(old.remove());
    if (!kept.isEmpty()) {
      actions.add(written(old.getPartitionValues(), kept));
    }
    return new Commit(operation, actions);
  }

  private static Group shipped(Group row) {
    return new SimpleGroupFactory(SCHEMA)
        .newGroup()
        .append("order_id", row.getLong("order_id", 0))
        .append("customer_id", row.getInteger("customer_id", 0))
        .append("amount", row.getDouble("amount", 0))
        .append("status", "shipped");
  }

  private AddFile written(Map<String, String> partition, List<Group> rows) throws IOException {
    String path =
        "country=%s/day=%s/part-00000-%s.c000.snappy.parquet"
            .formatted(partition.get("country"), partition.get("day"), UUID.randomUUID());
    long size = files.write(path, rows);
    return StandaloneLog.add(encoded(path), partition, size);
  }

  /** Paths in the log are URL-encoded (Delta protocol, "Add File and Remove File"). */
  private static String encoded(String path) {
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException("a relative path is always a URI", e);
    }
  }

  private static String decoded(String path) {
    return URI.create(path).getPath();
  }
}
