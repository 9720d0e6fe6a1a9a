package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The ratified commits of a managed table that are not backfilled, and the newest version. */
final class CommitLog {
  private static final int LIMIT = 10;

  private final NavigableMap<Long, ObjectNode> unbackfilled = new TreeMap<>();
  private OptionalLong latest = OptionalLong.empty();

  /** Another with the same commits, so that a request that is refused half way changes nothing. */
  CommitLog copy() {
    CommitLog copy = new CommitLog();
    copy.unbackfilled.putAll(unbackfilled);
    copy.latest = latest;
    return copy;
  }

  /** The first commit may have any version; all others follow each other. */
  void add(ObjectNode commit) {
    long version = commit.path("version").longValue();
    if (latest.isPresent() && version <= latest.getAsLong()) {
      again(version, commit);
      return;
    }
    if (latest.isPresent() && version != latest.getAsLong() + 1) {
      throw Refused.invalid(
          "Commit version must be the next version after the latest commit "
              + latest.getAsLong()
              + ", but got "
              + version);
    }
    if (unbackfilled.size() >= LIMIT) {
      throw new Refused(
          ErrorCode.RESOURCE_EXHAUSTED,
          "Max number of commits per table reached, limit = " + LIMIT);
    }
    unbackfilled.put(version, commit);
    latest = OptionalLong.of(version);
  }

  private void again(long version, ObjectNode commit) {
    ObjectNode known = unbackfilled.get(version);
    if (known == null || !known.path("file_name").equals(commit.path("file_name"))) {
      throw new Refused(
          ErrorCode.COMMIT_VERSION_CONFLICT, "Commit version already accepted: " + version);
    }
  }

  void backfilled(long version) {
    if (latest.isEmpty() || version > latest.getAsLong()) {
      throw Refused.invalid("Should not backfill version " + version + ", which is not committed");
    }
    unbackfilled.headMap(version, true).clear();
  }

  long latestVersion() {
    return latest.orElse(0);
  }

  /** Newest first. */
  List<ObjectNode> from(long startVersion, long endVersion) {
    List<ObjectNode> found = new ArrayList<>();
    if (startVersion <= endVersion) {
      unbackfilled
          .subMap(startVersion, true, endVersion, true)
          .descendingMap()
          .values()
          .forEach(commit -> found.add(commit.deepCopy()));
    }
    return found;
  }
}
