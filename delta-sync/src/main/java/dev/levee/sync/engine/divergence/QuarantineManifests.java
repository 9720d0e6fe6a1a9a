package dev.levee.sync.engine.divergence;

import dev.levee.sync.engine.QuarantinedCommits;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the manifests of a quarantine are. A folder has one; a second one only where its table's
 * writers went on while the first was written.
 */
public final class QuarantineManifests {
  private static final Pattern NAME = Pattern.compile("manifest(-[0-9]+)?\\.json");

  private QuarantineManifests() {}

  /** The manifest of this number, from 1 on. */
  static Location location(Location folder, int number) {
    return folder.resolve(number == 1 ? "manifest.json" : "manifest-" + number + ".json");
  }

  /**
   * All manifests below a prefix, the oldest first. A commit that more than one lists is in the
   * first only.
   *
   * @throws dev.levee.sync.store.StoreException when the store, or one of them, cannot be read
   */
  public static List<QuarantinedCommits> below(ObjectStore store, Location prefix) {
    List<QuarantinedCommits> found = new ArrayList<>();
    Listing listing = new Listing(store, ListRequest.everythingBelow(prefix));
    while (listing.hasNext()) {
      ObjectEntry entry = listing.next();
      if (isManifest(entry.location())) {
        store
            .open(entry.location())
            .map(ObjectContent::readAll)
            .map(bytes -> QuarantineCodec.decode(bytes, entry.location()))
            .ifPresent(found::add);
      }
    }
    found.sort(
        Comparator.comparing(QuarantinedCommits::quarantined)
            .thenComparing(manifest -> manifest.folder().toString()));
    return withoutRepetitions(found);
  }

  /** A data file may have any name, but none of those lies beside a log's folder. */
  private static boolean isManifest(Location location) {
    return NAME.matcher(location.name()).matches() && !location.key().contains("/_delta_log/");
  }

  private static List<QuarantinedCommits> withoutRepetitions(List<QuarantinedCommits> all) {
    Set<String> seen = new HashSet<>();
    List<QuarantinedCommits> once = new ArrayList<>();
    for (QuarantinedCommits manifest : all) {
      List<QuarantinedCommits.LostCommit> commits =
          manifest.commits().stream()
              .filter(c -> seen.add(manifest.root() + " " + c.version() + " " + c.md5()))
              .toList();
      if (!commits.isEmpty()) {
        once.add(manifest.with(commits));
      }
    }
    return once;
  }
}
