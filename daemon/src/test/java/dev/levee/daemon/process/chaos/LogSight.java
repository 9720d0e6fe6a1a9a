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

  /** Looks again: for what comes after the last known commit, as long as that is the same. */
  void look() {
    long from = commits.isEmpty() ? 0 : commits.lastKey();
    NavigableMap<Long, ObjectEntry> listed = list(from);
    if (from > 0 && !known.get(from).equals(listed.get(from))) {
      from = 0;
      listed = list(from);
    }
    findings.check(
        listed.isEmpty() || listed.lastKey() == from + listed.size() - 1,
        "%s has other versions from %d on: %s".formatted(root, from, listed.keySet()));
    NavigableMap<Long, ObjectEntry> there = listed;
    long first = from;
    known.keySet().removeIf(version -> version >= first && !there.containsKey(version));
    commits.keySet().retainAll(known.keySet());
    listed.forEach(this::look);
  }

  private void look(long version, ObjectEntry entry) {
    ObjectEntry before = known.get(version);
    if (!entry.equals(before)) {
      findings.check(
          before == null || !before.attributes().etag().equals(entry.attributes().etag()),
          entry.location() + " was written again");
      read(version, entry);
    }
  }

  private NavigableMap<Long, ObjectEntry> list(long from) {
    NavigableMap<Long, ObjectEntry> listed = new TreeMap<>();
    Location log = root.resolve("_delta_log/");
    ListRequest request = ListRequest.oneLevelBelow(log);
    Listing listing =
        new Listing(
            region.store(),
            from == 0 ? request : request.after(log.resolve("%020d.".formatted(from)).key()));
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
    commits.clear();
    files.clear();
    look();
  }
}
