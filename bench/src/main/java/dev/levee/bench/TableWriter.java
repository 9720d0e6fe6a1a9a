package dev.levee.bench;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes a workload as a Delta table: all data files, then the commits in order. The log is valid;
 * the data files are named like Parquet and hold random bytes, which a replicator never looks into
 * and no server or network can compress.
 */
final class TableWriter {
  private static final long CREATED_MS = 1_760_000_000_000L;
  private static final String FIRST_LINES =
      """
      {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
      {"metaData":{"id":"%s","format":{"provider":"parquet","options":{}},"schemaString":\
      "{\\"type\\":\\"struct\\",\\"fields\\":[{\\"name\\":\\"id\\",\\"type\\":\\"long\\",\
      \\"nullable\\":true,\\"metadata\\":{}}]}","partitionColumns":[],"configuration":{},\
      "createdTime":%d}}
      """;
  private static final String COMMIT_INFO =
      """
      {"commitInfo":{"timestamp":%d,"operation":"WRITE","operationParameters":{"mode":"Append",\
      "partitionBy":"[]"},"isBlindAppend":true,"engineInfo":"levee-bench"}}
      """;
  private static final String ADD =
      """
      {"add":{"path":"%s","partitionValues":{},"size":%d,"modificationTime":%d,"dataChange":true,\
      "stats":"{\\"numRecords\\":%d,\\"minValues\\":{\\"id\\":%d},\\"maxValues\\":{\\"id\\":%d},\
      \\"nullCount\\":{\\"id\\":0}}"}}
      """;
  private static final int BYTES_PER_ROW = 16;

  private final Workload workload;
  private final ObjectStore store;
  private final Location root;

  TableWriter(Workload workload, ObjectStore store, Location root) {
    this.workload = workload;
    this.store = store;
    this.root = root;
  }

  /** Writes the table with this many requests under way. */
  void write(int connections) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Future<?>> written = new ArrayList<>();
      for (int object = 0; object < workload.objects(); object++) {
        int number = object;
        written.add(threads.submit(() -> create(fileName(number), content(number))));
      }
      for (Future<?> object : written) {
        object.get();
      }
    } catch (ExecutionException e) {
      throw new BenchException("writing the workload: " + e.getCause().getMessage(), e);
    } finally {
      threads.shutdownNow();
    }
    for (int commit = 0; commit < workload.commits(); commit++) {
      create(
          "_delta_log/%020d.json".formatted(commit),
          commit(commit).getBytes(StandardCharsets.UTF_8));
    }
  }

  private void create(String key, byte[] bytes) {
    Location location = root.resolve(key);
    CreateOutcome outcome = store.createExclusive(NewObject.of(location, bytes));
    if (!(outcome instanceof CreateOutcome.Created)) {
      throw new BenchException("writing the workload: " + location + ": " + outcome);
    }
  }

  private String fileName(int object) {
    return "part-%05d-%s-c000.snappy.parquet".formatted(object, uuid(object));
  }

  private UUID uuid(int number) {
    SplittableRandom random = new SplittableRandom(workload.seed() ^ ~(long) number);
    return new UUID(random.nextLong(), random.nextLong());
  }

  private byte[] content(int object) {
    byte[] bytes = new byte[workload.objectBytes()];
    new SplittableRandom(workload.seed() * 31 + object).nextBytes(bytes);
    return bytes;
  }

  private String commit(int commit) {
    long time = CREATED_MS + commit * 1000L;
    StringBuilder lines = new StringBuilder(COMMIT_INFO.formatted(time));
    if (commit == 0) {
      lines.append(FIRST_LINES.formatted(uuid(-1), CREATED_MS));
    }
    long rows = Math.max(1, workload.objectBytes() / BYTES_PER_ROW);
    for (int object = workload.firstObject(commit);
        object < workload.firstObject(commit + 1);
        object++) {
      lines.append(
          ADD.formatted(
              fileName(object),
              workload.objectBytes(),
              time,
              rows,
              object * rows,
              (object + 1) * rows - 1));
    }
    return lines.toString();
  }
}
