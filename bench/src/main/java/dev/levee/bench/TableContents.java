package dev.levee.bench;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * What is in one table of a workload. The log is valid; the data files are named like Parquet and
 * hold random bytes, which a replicator never looks into and no server or network can compress.
 */
public final class TableContents {
  private static final long CREATED_MS = 1_760_000_000_000L;
  private static final String PLAIN_PROTOCOL =
      """
      {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
      """;
  private static final String VECTOR_PROTOCOL =
      """
      {"protocol":{"minReaderVersion":3,"minWriterVersion":7,\
      "readerFeatures":["deletionVectors"],"writerFeatures":["deletionVectors"]}}
      """;
  private static final String METADATA =
      """
      {"metaData":{"id":"%s","format":{"provider":"parquet","options":{}},"schemaString":\
      "{\\"type\\":\\"struct\\",\\"fields\\":[{\\"name\\":\\"id\\",\\"type\\":\\"long\\",\
      \\"nullable\\":true,\\"metadata\\":{}}]}","partitionColumns":[],"configuration":{%s},\
      "createdTime":%d}}
      """;
  private static final String VECTORS_ENABLED = "\"delta.enableDeletionVectors\":\"true\"";
  private static final String COMMIT_INFO =
      """
      {"commitInfo":{"timestamp":%d,"operation":"%s","operationParameters":{"mode":"Append",\
      "partitionBy":"[]"},"isBlindAppend":%b,"engineInfo":"levee-bench"}}
      """;
  private static final String ADD =
      """
      {"add":{"path":"%s","partitionValues":{},"size":%d,"modificationTime":%d,"dataChange":true,\
      "stats":"{\\"numRecords\\":%d,\\"minValues\\":{\\"id\\":%d},\\"maxValues\\":{\\"id\\":%d},\
      \\"nullCount\\":{\\"id\\":0}%s}"%s}}
      """;
  private static final String REMOVE =
      """
      {"remove":{"path":"%s","deletionTimestamp":%d,"dataChange":true,\
      "extendedFileMetadata":true,"partitionValues":{},"size":%d}}
      """;
  private static final String WIDE_BOUNDS = ",\\\"tightBounds\\\":false";
  private static final int BYTES_PER_ROW = 16;
  private static final int TABLE_ITSELF = -1;

  /** Far from those of data files. */
  private static final int FIRST_VECTOR = Integer.MIN_VALUE;

  private final Workload workload;
  private final long seed;

  /**
   * A table.
   *
   * @param table its number, from 0
   */
  public TableContents(Workload workload, int table) {
    this.workload = workload;
    this.seed = workload.seed() + table * 1_000_003L;
  }

  String fileName(int object) {
    return "part-%05d-%s-c000.snappy.parquet".formatted(object, uuid(object));
  }

  RandomStream content(int object) {
    return new RandomStream(seed * 31 + object, workload.objectBytes());
  }

  /** What a commit deletes of the first file of the commit before it. */
  Optional<RowDeletion> deletion(int commit) {
    double chance = new SplittableRandom(seed * 17 + commit).nextDouble();
    return commit > 0 && chance < workload.deletionVectors()
        ? Optional.of(RowDeletion.of(uuid(FIRST_VECTOR + commit), rows()))
        : Optional.empty();
  }

  /** The bytes of {@code <commit>.json}, which are ASCII. */
  public String commit(int commit) {
    long time = CREATED_MS + commit * 1000L;
    Optional<RowDeletion> deletion = deletion(commit);
    String operation = deletion.isPresent() ? "MERGE" : "WRITE";
    StringBuilder lines =
        new StringBuilder(COMMIT_INFO.formatted(time, operation, deletion.isEmpty()));
    if (commit == 0) {
      boolean vectors = workload.deletionVectors() > 0;
      lines.append(vectors ? VECTOR_PROTOCOL : PLAIN_PROTOCOL);
      lines.append(
          METADATA.formatted(uuid(TABLE_ITSELF), vectors ? VECTORS_ENABLED : "", CREATED_MS));
    }
    int end = workload.firstObject(commit + 1);
    for (int object = workload.firstObject(commit); object < end; object++) {
      lines.append(add(object, time, "", ""));
    }
    if (deletion.isPresent()) {
      int object = workload.firstObject(commit - 1);
      lines.append(REMOVE.formatted(fileName(object), time, workload.objectBytes()));
      String vector = ",\"deletionVector\":" + deletion.get().descriptor();
      lines.append(add(object, time, WIDE_BOUNDS, vector));
    }
    return lines.toString();
  }

  private String add(int object, long time, String bounds, String vector) {
    long rows = rows();
    return ADD.formatted(
        fileName(object),
        workload.objectBytes(),
        time,
        rows,
        object * rows,
        (object + 1) * rows - 1,
        bounds,
        vector);
  }

  private long rows() {
    return Math.max(1, workload.objectBytes() / BYTES_PER_ROW);
  }

  private UUID uuid(int number) {
    SplittableRandom random = new SplittableRandom(seed ^ ~(long) number);
    return new UUID(random.nextLong(), random.nextLong());
  }
}
