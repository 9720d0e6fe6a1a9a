package dev.levee.sync.log;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commits that lie beside a log: staged ones of tables that a catalog manages, or those of the two
 * steps by which Delta commits through DynamoDB. That one is there says nothing: some were lost
 * races.
 *
 * @param byVersion what there is for each version
 */
public record StagedCommits(SortedMap<Long, List<ObjectEntry>> byVersion) {
  /** Where catalogs have commits staged, below {@code _delta_log/}. */
  public static final String FOLDER = "_staged_commits/";

  private static final Pattern NAME = Pattern.compile("(\\d{20})\\..*json.*");

  /** Lists those of a table that a catalog manages. */
  public static StagedCommits read(ObjectStore store, Location tableRoot) {
    return read(store, tableRoot, FOLDER);
  }

  /** Lists those in a folder of the log. */
  public static StagedCommits read(ObjectStore store, Location tableRoot, String folder) {
    SortedMap<Long, List<ObjectEntry>> found = new TreeMap<>();
    Location place = LogListing.folder(tableRoot).resolve(folder);
    Listing listing = new Listing(store, ListRequest.oneLevelBelow(place));
    while (listing.hasNext()) {
      ObjectEntry entry = listing.next();
      version(entry.location().name())
          .ifPresent(
              version -> found.computeIfAbsent(version, any -> new ArrayList<>()).add(entry));
    }
    return new StagedCommits(found);
  }

  /** The version that a commit of this name is staged for; empty for other names. */
  static Optional<Long> version(String fileName) {
    Matcher name = NAME.matcher(fileName);
    boolean fits =
        name.matches() && name.group(1).compareTo(LogFile.versionText(Long.MAX_VALUE)) <= 0;
    return fits ? Optional.of(Long.valueOf(name.group(1))) : Optional.empty();
  }

  /** What there is for a version. */
  public List<ObjectEntry> of(long version) {
    return byVersion.getOrDefault(version, List.of());
  }
}
