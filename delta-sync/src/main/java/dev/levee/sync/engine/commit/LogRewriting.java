package dev.levee.sync.engine.commit;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.KernelCheckpoints;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.Location;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.rewrite.PathTransform;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.SourceNote;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the paths of a table's log are other ones in the secondary. From the first rewritten
 * commit on, every commit notes so in its metadata, the newest one too: so a daemon with an empty
 * memory knows by one look, in both directions.
 *
 * <p>Used by one thread at a time, like the table's pass.
 */
public final class LogRewriting {
  private final TableRoots roots;
  private final ObjectStore source;
  private final ObjectStore target;
  private final PathTransform paths;
  private final Map<Long, List<String>> provenEqual = new HashMap<>();
  private Form form = Form.SAME;
  private long last = -1;

  private enum Form {
    SAME,
    REWRITTEN,
    UNKNOWN
  }

  public LogRewriting(
      TableRoots roots, ObjectStore source, ObjectStore target, PathTransform paths) {
    this.roots = roots;
    this.source = source;
    this.target = target;
    this.paths = paths;
  }

  public PathTransform paths() {
    return paths;
  }

  /** Nothing is published yet, as far as is known. */
  public void startAnew() {
    form = Form.SAME;
  }

  /**
   * This version is the newest in the secondary. Where the listings show that what its readers read
   * are the primary's bytes, no path is another one.
   *
   * @param primary the primary's log
   * @param secondary the secondary's
   */
  public void continueAt(long version, LogListing primary, LogListing secondary) {
    last = version;
    if (form != Form.REWRITTEN) {
      ListedBytes listed = new ListedBytes(source, target);
      form = listed.areSameForReaders(primary, secondary, last) ? Form.SAME : Form.UNKNOWN;
    }
  }

  /** From here on paths are rewritten. */
  public void begin() {
    form = Form.REWRITTEN;
  }

  /** Whether the secondary's log has other paths; may look there. */
  public boolean isRewritten() {
    if (form == Form.UNKNOWN) {
      form = looksRewritten() ? Form.REWRITTEN : Form.SAME;
    }
    return form == Form.REWRITTEN;
  }

  /** What Levee has written says so on one side; a store that keeps no metadata says nothing. */
  private boolean looksRewritten() {
    Map<String, String> notes = new HashMap<>();
    notes.putAll(notesOf(target, LogListing.commit(roots.target(), last)));
    notes.putAll(notesOf(source, LogListing.commit(roots.source(), last)));
    if (notes.containsKey(SourceNote.TRANSFORM) || notes.containsKey(SourceNote.ETAG)) {
      return notes.containsKey(SourceNote.TRANSFORM);
    }
    try {
      return new KernelCheckpoints(target).anyPath(roots.target(), last, paths.inverse()::changes);
    } catch (SnapshotException unreadable) {
      // Then nothing is copied that might hold a path.
      return true;
    }
  }

  private static Map<String, String> notesOf(ObjectStore store, Location commit) {
    return store.head(commit).map(found -> found.metadata()).orElse(Map.of());
  }

  /** Whether {@link #isRewritten(long, ObjectEntry, ObjectEntry)} has been true of these two. */
  public boolean isProven(long version, ObjectEntry ours, ObjectEntry theirs) {
    return states(ours, theirs).equals(provenEqual.get(version));
  }

  private static List<String> states(ObjectEntry ours, ObjectEntry theirs) {
    return List.of(ours.attributes().etag(), theirs.attributes().etag());
  }

  /**
   * Whether one of two commits of a version is what the other becomes when it is rewritten: by what
   * it notes, or else by the bytes.
   */
  public boolean isRewritten(long version, ObjectEntry ours, ObjectEntry theirs) {
    boolean equal =
        isMadeFrom(target, theirs, ours)
            || isMadeFrom(source, ours, theirs)
            || becomes(version, theirs);
    if (equal) {
      provenEqual.put(version, states(ours, theirs));
      begin();
    }
    return equal;
  }

  private boolean isMadeFrom(ObjectStore store, ObjectEntry copy, ObjectEntry original) {
    Map<String, String> notes = notesOf(store, copy.location());
    return paths.id().equals(notes.get(SourceNote.TRANSFORM))
        && original.attributes().etag().equals(notes.get(SourceNote.ETAG));
  }

  private boolean becomes(long version, ObjectEntry theirs) {
    Optional<FetchedCommit> ours;
    try {
      ours = new CommitFetcher(source, roots.source(), paths).fetch(version);
    } catch (TableHeldException unusable) {
      return false;
    }
    if (ours.isEmpty()) {
      return false;
    }
    try (FetchedCommit commit = ours.get()) {
      return commit.isRewritten() && isAt(theirs, commit);
    }
  }

  private boolean isAt(ObjectEntry theirs, FetchedCommit commit) {
    if (commit.replica().length() != theirs.attributes().size()) {
      return false;
    }
    return target
        .open(theirs.location())
        .map(
            content -> {
              try (SpooledObject found = SpooledObject.read(content)) {
                return found.body().md5().equals(commit.replica().md5());
              }
            })
        .orElse(false);
  }
}
