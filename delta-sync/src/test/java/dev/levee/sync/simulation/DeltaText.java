package dev.levee.sync.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.sync.log.LogFile;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.UUID;
import java.util.zip.CRC32;

/** Delta's own formats, as text, as far as simulated writers use them. */
final class DeltaText {
  private static final String Z85 =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
  private static final String SCHEMA =
      "{\\\"type\\\":\\\"struct\\\",\\\"fields\\\":[{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"long\\\",\\\"nullable\\\":true,\\\"metadata\\\":{}}]}";

  private DeltaText() {}

  static String protocol(boolean rich) {
    return rich
        ? """
        {"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["deletionVectors","v2Checkpoint"],"writerFeatures":["deletionVectors","v2Checkpoint","inCommitTimestamp"]}}
        """
        : """
        {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
        """;
  }

  static String metadata(String id, boolean rich) {
    String configuration =
        rich
            ? "{\"delta.enableInCommitTimestamps\":\"true\",\"delta.checkpointPolicy\":\"v2\"}"
            : "{}";
    return "{\"metaData\":{\"id\":\"%s\",\"format\":{\"provider\":\"parquet\",\"options\":{}},\"schemaString\":\"%s\",\"partitionColumns\":[],\"configuration\":%s}}%n"
        .formatted(id, SCHEMA, configuration);
  }

  /** The first line of a commit; its number makes no two commits of writers equal. */
  static String commitInfo(String writer, String operation, long millis, long number) {
    return "{\"commitInfo\":{\"inCommitTimestamp\":%d,\"timestamp\":%d,\"operation\":\"%s\",\"engineInfo\":\"%s\",\"txnId\":\"%s-%d\"}}%n"
        .formatted(millis, millis, operation, writer, writer, number);
  }

  /** A V2 checkpoint in JSON, without sidecars. */
  static byte[] checkpoint(long version, String head, Collection<LiveFile> live) {
    StringBuilder lines = new StringBuilder();
    lines.append("{\"checkpointMetadata\":{\"version\":%d}}%n".formatted(version)).append(head);
    live.forEach(file -> lines.append(file.addLine(false)));
    return lines.toString().getBytes(UTF_8);
  }

  static String checkpointName(long version, UUID id) {
    return LogFile.versionText(version) + ".checkpoint." + id + ".json";
  }

  static byte[] lastCheckpoint(long version, String name, int size) {
    return "{\"version\":%d,\"size\":%d,\"v2Checkpoint\":{\"path\":\"%s\",\"sizeInBytes\":%d,\"modificationTime\":1,\"nonFileActions\":[],\"sidecarFiles\":[]}}"
        .formatted(version, size, name, size)
        .getBytes(UTF_8);
  }

  /** A file with one deletion vector, at offset 1. */
  static byte[] vectorFile(byte[] bitmap) {
    CRC32 crc = new CRC32();
    crc.update(bitmap);
    return ByteBuffer.allocate(1 + 4 + bitmap.length + 4)
        .put((byte) 1)
        .putInt(bitmap.length)
        .put(bitmap)
        .putInt((int) crc.getValue())
        .array();
  }

  /** A UUID as a deletion vector's descriptor has it. */
  static String z85(UUID id) {
    ByteBuffer bytes =
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
    StringBuilder text = new StringBuilder();
    for (int word = 0; word < 4; word++) {
      long value = Integer.toUnsignedLong(bytes.getInt(word * 4));
      for (long power = 85L * 85 * 85 * 85; power > 0; power /= 85) {
        text.append(Z85.charAt((int) (value / power % 85)));
      }
    }
    return text.toString();
  }
}
