package dev.levee.sync.engine.commit;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.log.StagedCommits;
import dev.levee.sync.plan.FeatureCheck;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Commits that a writer may have been told are done, and that the log does not show yet: those that
 * a catalog has ratified and not published (protocol, "Catalog-managed tables": {@code
 * _staged_commits/}), and those of the two steps by which Delta commits through DynamoDB ({@code
 * .tmp/}). Whether they count, only the catalog knows; some never will. Where it is not asked they
 * are not replicated, so nothing after the oldest of them may be called replicated.
 */
public final class UnpublishedTail {
  private static final Set<String> FOLDERS = Set.of(StagedCommits.FOLDER, ".tmp/");

  private final TableContext context;
  private final Set<String> present = new HashSet<>();
  private boolean catalogManaged;

  public UnpublishedTail(TableContext context) {
    this.context = context;
  }

  /** Remembers which folders the log has: only they are looked into. */
  public void noticed(LogListing primary) {
    FOLDERS.stream().filter(primary.folders()::contains).forEach(present::add);
  }

  /** Looks from now on where a table of this protocol keeps what is not published. */
  public void noticed(Protocol newest) {
    catalogManaged = FeatureCheck.isCatalogManaged(newest);
    if (catalogManaged) {
      present.add(StagedCommits.FOLDER);
    }
  }

  /** Whether there is nowhere to look, as far as is known. */
  boolean isNowhere() {
    return present.isEmpty() && !catalogManaged;
  }

  /** Whether a catalog decides on the commits, by the newest protocol that was noticed. */
  boolean isCatalogManaged() {
    return catalogManaged;
  }

  /**
   * One look. It is taken before the log is asked for its newest version: what is published in
   * between is then in the log.
   */
  Sighting look() {
    Map<String, TreeMap<Long, Instant>> seen = new HashMap<>();
    for (String folder : present) {
      TreeMap<Long, Instant> oldest = new TreeMap<>();
      StagedCommits.read(context.source(), context.roots().source(), folder)
          .byVersion()
          .forEach(
              (version, entries) ->
                  oldest.put(
                      version,
                      entries.stream()
                          .map(entry -> entry.attributes().lastModified())
                          .min(Instant::compareTo)
                          .orElseThrow()));
      seen.put(folder, oldest);
    }
    return new Sighting(seen);
  }

  /**
   * What a look has seen.
   *
   * @param oldestByVersion when the oldest candidate for a version was written, by folder
   */
  public record Sighting(Map<String, TreeMap<Long, Instant>> oldestByVersion) {
    /** Of a log that has nothing of the kind. */
    public static final Sighting NOTHING = new Sighting(Map.of());

    /** The same where the catalog itself has said which of the staged commits count. */
    Sighting decidedByCatalog() {
      Map<String, TreeMap<Long, Instant>> others = new HashMap<>(oldestByVersion);
      others.remove(StagedCommits.FOLDER);
      return new Sighting(others);
    }

    /** How many versions above the log's newest one there may be. */
    public int above(long head) {
      Set<Long> versions = new TreeSet<>();
      oldestByVersion.values().forEach(seen -> versions.addAll(seen.tailMap(head, false).keySet()));
      return versions.size();
    }

    /** The time, or an earlier one when something above the newest version is older than it. */
    public Instant replicatedUntil(Instant asOf, long head) {
      Optional<Instant> oldest =
          oldestByVersion.values().stream()
              .flatMap(seen -> seen.tailMap(head, false).values().stream())
              .min(Instant::compareTo);
      return oldest.filter(time -> time.isBefore(asOf)).orElse(asOf);
    }
  }
}
