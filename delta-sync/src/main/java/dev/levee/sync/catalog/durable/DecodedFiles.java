package dev.levee.sync.catalog.durable;

import dev.levee.sync.store.hadoop.table.TableFile;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/** Data files as they were read, since a file never changes: most stay from version to version. */
final class DecodedFiles<T> {
  private final Reading<T> reading;
  private final ConcurrentMap<TableFile, T> decoded = new ConcurrentHashMap<>();

  DecodedFiles(Reading<T> reading) {
    this.reading = reading;
  }

  /** Reads and decodes a file. */
  @FunctionalInterface
  interface Reading<T> {
    T read(TableFile file) throws IOException;
  }

  T of(TableFile file) throws IOException {
    T known = decoded.get(file);
    if (known == null) {
      known = reading.read(file);
      decoded.put(file, known);
    }
    return known;
  }

  /** Forgets all others. */
  void keepOnly(List<TableFile> files) {
    decoded.keySet().retainAll(files.stream().collect(Collectors.toSet()));
  }
}
