package dev.levee.daemon.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import java.util.Random;
import java.util.UUID;

/** Appends to a Delta table: the data files first, then the commit. */
final class TableWriter {
  private static final int MOST_FILES = 3;
  private static final int MOST_BYTES = 20_000;

  private final ObjectStore store;
  private final Location root;
  private final Random random;
  private long next;

  TableWriter(ObjectStore store, Location root, long seed) {
    this.store = store;
    this.root = root;
    this.random = new Random(seed);
  }

  /** Commits the next version. */
  void commit() {
    StringBuilder lines = new StringBuilder("{\"commitInfo\":{\"operation\":\"WRITE\"}}\n");
    if (next == 0) {
      lines.append("{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}\n");
      lines.append(
          """
          {"metaData":{"id":"%s","format":{"provider":"parquet","options":{}},"schemaString":\
          "{\\"type\\":\\"struct\\",\\"fields\\":[]}","partitionColumns":[],"configuration":{}}}
          """
              .formatted(uuid()));
    }
    int files = 1 + random.nextInt(MOST_FILES);
    for (int file = 0; file < files; file++) {
      byte[] bytes = new byte[1 + random.nextInt(MOST_BYTES)];
      random.nextBytes(bytes);
      String name = "part-%05d-%s.c000.snappy.parquet".formatted(file, uuid());
      create(name, bytes);
      lines.append(
          """
          {"add":{"path":"%s","partitionValues":{},"size":%d,"modificationTime":0,"dataChange":true}}
          """
              .formatted(name, bytes.length));
    }
    create("_delta_log/%020d.json".formatted(next), lines.toString().getBytes(UTF_8));
    next++;
  }

  /** How many versions there are. */
  long versions() {
    return next;
  }

  private UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private void create(String key, byte[] bytes) {
    CreateOutcome outcome = store.createExclusive(NewObject.of(root.resolve(key), bytes));
    if (!(outcome instanceof CreateOutcome.Created)) {
      throw new IllegalStateException(root.resolve(key) + ": " + outcome);
    }
  }
}
