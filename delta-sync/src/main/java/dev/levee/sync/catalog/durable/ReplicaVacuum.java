package dev.levee.sync.catalog.durable;

import dev.levee.sync.store.hadoop.table.DeltaTable;
import dev.levee.sync.store.hadoop.table.TableFile;
import dev.levee.sync.store.hadoop.table.TableState;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Deletes data files that no version needs that was the newest since a given time. */
final class ReplicaVacuum {
  private final ReplicaTables tables;
  private final Instant since;

  ReplicaVacuum(ReplicaTables tables, Instant since) {
    this.tables = tables;
    this.since = since;
  }

  /** Returns how many files were deleted. */
  int run() throws IOException {
    List<ReplicaVersion> versions = tables.readable();
    if (versions.isEmpty()) {
      return 0;
    }
    int first = versions.size() - 1;
    while (first > 0 && !versions.get(first).properties().writtenAt().isBefore(since)) {
      first--;
    }
    List<ReplicaVersion> kept = versions.subList(first, versions.size());
    return clean(tables.objects(), kept, ReplicaVersion::objects)
        + clean(tables.grants(), kept, ReplicaVersion::grants);
  }

  /** A file that is younger may belong to a write that has not ended. */
  private int clean(
      DeltaTable table, List<ReplicaVersion> kept, Function<ReplicaVersion, TableState> state)
      throws IOException {
    Set<String> needed = new HashSet<>();
    kept.forEach(version -> addPaths(needed, state.apply(version)));
    Optional<TableState> newest = table.newest();
    newest.ifPresent(found -> addPaths(needed, found));
    int deleted = 0;
    for (Map.Entry<String, Instant> file : table.storedFiles().entrySet()) {
      if (!needed.contains(file.getKey()) && file.getValue().isBefore(since)) {
        table.delete(file.getKey());
        deleted++;
      }
    }
    return deleted;
  }

  private static void addPaths(Set<String> paths, TableState state) {
    state.files().stream().map(TableFile::path).forEach(paths::add);
  }
}
