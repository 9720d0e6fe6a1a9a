package dev.levee.sync.store.hadoop.table;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.VersionLog;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.actions.RemoveFile;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The states of a table, one after the other: each is the one before and its commit. */
final class TableHistory {
  private final Map<String, TableFile> files = new LinkedHashMap<>();
  private Map<String, String> properties = Map.of();

  private TableHistory() {}

  /** The state of a version, if the log leads to it. */
  @FunctionalInterface
  interface StateAt {
    Optional<TableState> at(DeltaLog log, long version);
  }

  /** All that the log leads to, oldest first. */
  static List<TableState> of(DeltaLog log, StateAt states) {
    long version = log.getVersionAtOrAfterTimestamp(0);
    Optional<TableState> oldest = states.at(log, version);
    // Between the first commit that is left and the first checkpoint there is no state.
    while (oldest.isEmpty() && version < log.snapshot().getVersion()) {
      version++;
      oldest = states.at(log, version);
    }
    return oldest.map(state -> new TableHistory().from(log, state)).orElse(List.of());
  }

  private List<TableState> from(DeltaLog log, TableState oldest) {
    List<TableState> states = new ArrayList<>(List.of(oldest));
    oldest.files().forEach(file -> files.put(file.path(), file));
    properties = oldest.properties();
    Iterator<VersionLog> commits = log.getChanges(oldest.version() + 1, false);
    while (commits.hasNext()) {
      VersionLog commit = commits.next();
      commit.getActions().forEach(this::apply);
      states.add(new TableState(commit.getVersion(), properties, List.copyOf(files.values())));
    }
    return states;
  }

  private void apply(Action action) {
    if (action instanceof Metadata metadata) {
      properties = metadata.getConfiguration();
    } else if (action instanceof AddFile add) {
      files.put(add.getPath(), DeltaTable.file(add));
    } else if (action instanceof RemoveFile remove) {
      files.remove(remove.getPath());
    }
  }
}
