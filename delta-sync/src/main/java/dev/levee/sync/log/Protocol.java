package dev.levee.sync.log;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a table demands of its readers and writers (Delta protocol, "Protocol Evolution").
 *
 * @param minReaderVersion as in the log, also when it makes no sense
 * @param minWriterVersion as in the log, also when it makes no sense
 * @param readerFeatures needed to read; empty where the log has none
 * @param writerFeatures needed to write; empty where the log has none
 */
public record Protocol(
    int minReaderVersion,
    int minWriterVersion,
    Set<String> readerFeatures,
    Set<String> writerFeatures) {
  /** Copies the features. */
  public Protocol {
    readerFeatures = Set.copyOf(readerFeatures);
    writerFeatures = Set.copyOf(writerFeatures);
  }

  /** A protocol of the time before table features. */
  public static Protocol legacy(int minReaderVersion, int minWriterVersion) {
    return new Protocol(minReaderVersion, minWriterVersion, Set.of(), Set.of());
  }

  @Override
  public String toString() {
    return "reader %d %s, writer %d %s"
        .formatted(
            minReaderVersion,
            new TreeSet<>(readerFeatures),
            minWriterVersion,
            new TreeSet<>(writerFeatures));
  }
}
