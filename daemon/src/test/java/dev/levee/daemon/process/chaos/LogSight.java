package dev.levee.daemon.process.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commits of one table in one region, looked at again and again. There is never a gap between
 * them, and a commit is never there before its files.
 */
final class LogSight {
  private static final Pattern COMMIT = Pattern.compile("(\\d{20})\\.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ChaosRegion region;
  private final String table;
  private final Location root;
  private final Findings findings;
  private final Map<Long, ObjectEntry> known = new HashMap<>();
  private final NavigableMap<Long, CommitBytes> commits = new TreeMap<>();
  private final Set<CommitBytes> ever = new HashSet<>();
  private final Set<CommitBytes> fences = new HashSet<>();
  private final Set<Location> files = new HashSet<>();

  LogSight(ChaosRegion region, String table, Findings findings) {
    this.region = region;
    this.table = table;
    this.root = region.data().resolve(table + "/");
    this.findings = findings;
  }

  ChaosRegion region() {
    return region;
  }

  String table() {
    return table;
  }

  /** The commits at the last look. */
  NavigableMap<Long, CommitBytes> commits() {
    return commits;
  }

  /** All that were ever seen here. */
  Set<CommitBytes> ever() {
    return ever;
  }

  /** Those of them that Levee wrote at a change of roles. */
  Set<CommitBytes> fences() {
    return fences;
  }

  /** Looks again. */
  void look() {
    NavigableMap<Long, ObjectEntry> listed = list();
    findings.check(
        listed.isEmpty() || listed.lastKey() == listed.size() - 1,
        "%s has %d commits up to version %s".formatted(root, listed.size(), lastOf(listed)));
    commits.keySet().retainAll(listed.keySet());
    known.keySet().retainAll(listed.keySet());
    listed.forEach(
        (version, entry) -> {
          if (!entry.equals(known.get(version))) {
            read(version, entry);
          }
        });
  }

  private static String lastOf(NavigableMap<Long, ObjectEntry> listed) {
    return listed.isEmpty() ? "none" : listed.lastKey().toString();
  }

  private NavigableMap<Long, ObjectEntry> list() {
    NavigableMap<Long, ObjectEntry> listed = new TreeMap<>();
    Listing listing =
        new Listing(region.store(), ListRequest.oneLevelBelow(root.resolve("_delta_log/")));
    while (listing.hasNext()) {
      ObjectEntry entry = listing.next();
      Matcher commit = COMMIT.matcher(entry.location().name());
      if (commit.matches()) {
        listed.put(Long.parseLong(commit.group(1)), entry);
      }
    }
    return listed;
  }

  /** A commit that has gone since the listing was one of those that lost. */
  private void read(long version, ObjectEntry entry) {
    Optional<ObjectContent> content = region.store().open(entry.location());
    if (content.isPresent()) {
      byte[] bytes = content.get().readAll();
      CommitBytes commit = new CommitBytes(table, version, CommitBytes.md5(bytes));
      String text = new String(bytes, StandardCharsets.UTF_8);
      checkFiles(entry.location(), text);
      if (text.contains("\"LEVEE FENCE\"")) {
        fences.add(commit);
      }
      ever.add(commit);
      commits.put(version, commit);
      known.put(version, entry);
    }
  }

  private void checkFiles(Location commit, String text) {
    for (String line : text.lines().toList()) {
      try {
        JsonNode add = JSON.readTree(line).path("add");
        if (!add.isMissingNode()) {
          Location file = root.resolve(URI.create(add.get("path").textValue()).getPath());
          checkFile(commit, file, add.get("size").longValue());
        }
      } catch (JsonProcessingException e) {
        findings.violation(commit + " is no JSON: " + e.getOriginalMessage());
      }
    }
  }

  private void checkFile(Location commit, Location file, long size) {
    if (!files.contains(file)) {
      Optional<ObjectAttributes> there = region.store().head(file);
      boolean whole = there.filter(attributes -> attributes.size() == size).isPresent();
      findings.check(whole, "%s is there, and %s is not".formatted(commit, file));
      files.add(file);
    }
  }

  /** Looks at every file again that any commit named. */
  void checkAllFiles() {
    known.clear();
    files.clear();
    look();
  }
}
