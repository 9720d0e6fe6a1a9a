package dev.levee.sync.verify;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.store.ObjectEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that a log has besides its commits.
 *
 * @param entry the file
 * @param version the newest one that it refers to
 */
record LogArtefact(ObjectEntry entry, long version) {
  /** All of a log: the files of complete checkpoints, checksums, compactions. */
  static List<LogArtefact> of(LogListing log) {
    List<LogArtefact> all = new ArrayList<>();
    log.checkpoints()
        .forEach(
            checkpoint ->
                checkpoint
                    .files()
                    .forEach(file -> all.add(new LogArtefact(file, checkpoint.version()))));
    log.checksums().forEach((version, file) -> all.add(new LogArtefact(file, version)));
    log.compactions()
        .forEach(compaction -> all.add(new LogArtefact(compaction.entry(), compaction.last())));
    return all;
  }

  String name() {
    return entry.location().name();
  }
}
