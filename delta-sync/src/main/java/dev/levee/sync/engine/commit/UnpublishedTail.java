package dev.levee.sync.engine.commit;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.plan.FeatureCheck;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectEntry;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commits that a writer may have been told are done, and that the log does not show yet: those that
 * a catalog has ratified and not published (protocol, "Catalog-managed tables": {@code
 * _staged_commits/}), and those of the two steps by which Delta commits through DynamoDB ({@code
 * .tmp/}). Whether they count, only the catalog knows; some never will. They are not replicated, so
 * nothing after the oldest of them may be called replicated.
 */
public final class UnpublishedTail {
  private static final Set<String> FOLDERS = Set.of("_staged_commits/", ".tmp/");
  private static final Pattern NAME = Pattern.compile("(\\d{20})\\..*json.*");

  private final TableContext context;
  private final Set<String> present = new HashSet<>();

  public UnpublishedTail(TableContext context) {
    this.context = context;
  }

  /** Remembers which folders the log has: only they are looked into. */
  public void noticed(LogListing primary) {
    FOLDERS.stream().filter(primary.folders()::contains).forEach(present::add);
  }

  /** Looks from now on where a table of this protocol keeps what is not published. */
  public void noticed(Protocol protocol) {
    if (FeatureCheck.isCatalogManaged(protocol)) {
      present.add("_staged_commits/");
    }
  }

  /**
   * One look. It is taken before the log is asked for its newest version: what is published in
   * between is then in the log.
   */
  public Sighting look() {
    TreeMap<Long, Instant> oldest = new TreeMap<>();
    for (String folder : present) {
      Listing listing =
          new Listing(
              context.source(),
              ListRequest.oneLevelBelow(
                  LogListing.folder(context.roots().source()).resolve(folder)));
      while (listing.hasNext()) {
        ObjectEntry entry = listing.next();
        Matcher name = NAME.matcher(entry.location().name());
        if (name.matches() && name.group(1).compareTo("%020d".formatted(Long.MAX_VALUE)) <= 0) {
          oldest.merge(
              Long.valueOf(name.group(1)),
              entry.attributes().lastModified(),
              (a, b) -> a.isBefore(b) ? a : b);
        }
      }
    }
    return new Sighting(oldest);
  }

  /**
   * What a look has seen.
   *
   * @param oldestByVersion when the oldest candidate for a version was written
   */
  public record Sighting(TreeMap<Long, Instant> oldestByVersion) {

    /** How many versions above the log's newest one there may be. */
    public int above(long head) {
      return oldestByVersion.tailMap(head, false).size();
    }

    /** The time, or an earlier one when something above the newest version is older than it. */
    public Instant replicatedUntil(Instant asOf, long head) {
      Optional<Instant> oldest =
          oldestByVersion.tailMap(head, false).entrySet().stream()
              .map(Map.Entry::getValue)
              .min(Instant::compareTo);
      return oldest.filter(time -> time.isBefore(asOf)).orElse(asOf);
    }
  }
}
