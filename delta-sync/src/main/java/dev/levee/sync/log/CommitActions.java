package dev.levee.sync.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What has been read of a commit so far. */
final class CommitActions {
  /** Enough to tell what a commit holds; a hostile one cannot fill the memory with names. */
  private static final int MAX_UNKNOWN_ACTIONS = 100;

  /** How often something odd was seen, and where first. */
  private record Oddity(long firstLine, long count) {
    Oddity and(Oddity other) {
      return new Oddity(firstLine, count + other.count);
    }
  }

  private final List<FileAction> files = new ArrayList<>();
  private final Map<String, Oddity> oddities = new LinkedHashMap<>();
  private final Set<String> unknownActions = new TreeSet<>();
  private Optional<Protocol> protocol = Optional.empty();
  private Optional<TableMetadata> metadata = Optional.empty();
  private Optional<CommitInfo> commitInfo = Optional.empty();

  void add(FileAction file) {
    files.add(file);
  }

  void protocol(Protocol found, long line) {
    if (protocol.isPresent()) {
      note("more than one protocol action", line);
    }
    protocol = Optional.of(found);
  }

  void metadata(TableMetadata found, long line) {
    if (metadata.isPresent()) {
      note("more than one metaData action", line);
    }
    metadata = Optional.of(found);
  }

  void commitInfo(CommitInfo found) {
    commitInfo = commitInfo.or(() -> Optional.of(found));
  }

  void unknownAction(String name, long line) {
    String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
    if (unknownActions.size() < MAX_UNKNOWN_ACTIONS || unknownActions.contains(shown)) {
      unknownActions.add(shown);
      note("unknown action '" + printable(shown) + "'", line);
    } else {
      note("more unknown actions", line);
    }
  }

  /** Something odd but harmless. */
  void note(String what, long line) {
    oddities.merge(what, new Oddity(line, 1), Oddity::and);
  }

  Commit commit(long version) {
    List<String> warnings = new ArrayList<>();
    oddities.forEach(
        (what, seen) ->
            warnings.add(
                seen.count() == 1
                    ? "%s (line %d)".formatted(what, seen.firstLine())
                    : "%s (%d times, first in line %d)"
                        .formatted(what, seen.count(), seen.firstLine())));
    return new Commit(version, protocol, metadata, commitInfo, files, warnings, unknownActions);
  }

  /** A text of a commit as it may stand in a message: on one line. */
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
