package dev.levee.bench.steady;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The text of a commit of a table with a number and a text in each row. */
final class CommitText {
  private static final long CREATED_MS = 1_760_000_000_000L;
  private static final String TABLE =
      """
      {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
      {"metaData":{"id":"%s","format":{"provider":"parquet","options":{}},"schemaString":\
      "{\\"type\\":\\"struct\\",\\"fields\\":[{\\"name\\":\\"id\\",\\"type\\":\\"long\\",\
      \\"nullable\\":true,\\"metadata\\":{}},{\\"name\\":\\"text\\",\\"type\\":\\"string\\",\
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
      "stats":"{\\"numRecords\\":1000,\\"minValues\\":{\\"id\\":0,\\"text\\":\\"%s\\"},\
      \\"maxValues\\":{\\"id\\":999},\\"nullCount\\":{\\"id\\":0,\\"text\\":0}}"}}
      """;

  private final StringBuilder lines = new StringBuilder();
  private final long time;

  /** A commit without files. */
  CommitText(long version) {
    time = CREATED_MS + version * 1000;
    lines.append(COMMIT_INFO.formatted(time));
  }

  /** The same, which creates the table. */
  CommitText createTable(long seed) {
    lines.append(TABLE.formatted(new UUID(seed, seed), CREATED_MS));
    return this;
  }

  /** The same with another file. */
  CommitText add(String path, long size) {
    return add(path, size, "");
  }

  /**
   * The same with another file.
   *
   * @param least the least text in it; letters only
   */
  CommitText add(String path, long size, String least) {
    lines.append(ADD.formatted(path, size, time, least));
    return this;
  }

  /** What was added since this was called last, so that a large commit can be written in pieces. */
  byte[] take() {
    byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
    lines.setLength(0);
    return text;
  }

  /** The key of a version's commit below the table's root. */
  static String key(long version) {
    return "_delta_log/%020d.json".formatted(version);
  }

  /** The key of a version's data file below the table's root. */
  static String file(long version, int number) {
    return "part-%05d-%d-c000.snappy.parquet".formatted(number, version);
  }
}
