package dev.levee.sync.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a commit does, as the one who wrote it knows.
 *
 * @param operation its name
 * @param adds the files it makes live
 * @param removed keys of the files that are live no more
 * @param needs paths of all files that must be there, relative to the table's root
 */
record CommitContent(
    String operation, List<LiveFile> adds, List<String> removed, List<String> needs) {
  /** A commit that names no file, such as a fence. */
  static final CommitContent NO_FILES =
      new CommitContent("no files", List.of(), List.of(), List.of());

  /** Copies the lists. */
  CommitContent {
    adds = List.copyOf(adds);
    removed = List.copyOf(removed);
    needs = List.copyOf(needs);
  }

  /** The live files after it, by their keys. */
  Map<String, LiveFile> after(Map<String, LiveFile> before) {
    Map<String, LiveFile> live = new LinkedHashMap<>(before);
    removed.forEach(live::remove);
    adds.forEach(add -> live.put(add.key(), add));
    return live;
  }
}
