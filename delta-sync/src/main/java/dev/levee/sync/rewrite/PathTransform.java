package dev.levee.sync.rewrite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Rewrites absolute paths, as they stand in a log, from one region to the other, by the location
 * mappings of a group.
 *
 * <p>Only the prefix of a path is exchanged: what follows keeps its percent-encoding, and the
 * scheme its spelling ({@code s3}, {@code s3a}, {@code s3n}; {@code file:///}, {@code file:/} or
 * none at all where a region is of files). So every result can be taken back: {@code
 * inverse().rewrite(rewrite(p))} is {@code p}. A path for which that would not be so is not
 * rewritten. No path outside the mapped prefixes ever is.
 */
public final class PathTransform {
  private static final List<String> S3_SCHEMES = List.of("s3", "s3a", "s3n");

  /** How a path may begin for files, the usual spelling first. */
  private static final List<String> FILE_ROOTS = List.of("file:///", "file:/", "/");

  private static final int ID_DIGITS = 16;

  private final LocationMappings mappings;
  private final RegionName from;
  private final RegionName to;
  private final List<PrefixChange> forwards;
  private final List<PrefixChange> backwards;
  private final String id;

  private PathTransform(LocationMappings mappings, RegionName from, RegionName to) {
    this.mappings = mappings;
    this.from = from;
    this.to = to;
    this.forwards = changes(mappings, from, to);
    this.backwards = changes(mappings, to, from);
    this.id = id(mappings, from, to);
  }

  /** The rewriting from one region of a group to the other. */
  public static PathTransform between(LocationMappings mappings, RegionName from, RegionName to) {
    return new PathTransform(mappings, from, to);
  }

  /** Rewrites nothing. */
  public static PathTransform none() {
    RegionName nowhere = new RegionName("none");
    return new PathTransform(new LocationMappings(List.of(), RegionName::value), nowhere, nowhere);
  }

  /** The way back. */
  public PathTransform inverse() {
    return new PathTransform(mappings, to, from);
  }

  /**
   * Names the rule in force: equal for equal prefixes of the two regions, in both directions,
   * whatever the mappings are called.
   */
  public String id() {
    return id;
  }

  /** The path in the other region, or empty when this one is not rewritten. */
  public Optional<String> rewrite(String path) {
    return change(path).map(change -> change.apply(path));
  }

  /** Whether a path is another one in the other region. */
  public boolean changes(String path) {
    return change(path).filter(change -> !change.from().equals(change.to())).isPresent();
  }

  /** How the beginning of a path changes, or empty when it is not rewritten. */
  Optional<PrefixChange> change(String path) {
    return first(forwards, path)
        .filter(
            change ->
                first(backwards, change.apply(path))
                    .filter(back -> back.equals(change.inverse()))
                    .isPresent());
  }

  /** Whether a mapping covers this location of the region that is rewritten from. */
  public boolean covers(Location location) {
    return mappings.covering(location, from).isPresent();
  }

  /** Whether some mapped prefix of the region that is rewritten from has this scheme. */
  public boolean knowsScheme(String scheme) {
    return mappings.all().stream()
        .map(mapping -> mapping.prefixByRegion().get(from))
        .anyMatch(prefix -> prefix != null && prefix.scheme().equals(scheme));
  }

  /** Whether a path, left as it is, would be taken for a rewritten one on the way back. */
  public boolean looksRewritten(String path) {
    return first(backwards, path).isPresent();
  }

  private static Optional<PrefixChange> first(List<PrefixChange> longestFirst, String path) {
    return longestFirst.stream().filter(change -> path.startsWith(change.from())).findFirst();
  }

  private static List<PrefixChange> changes(
      LocationMappings mappings, RegionName from, RegionName to) {
    List<PrefixChange> changes = new ArrayList<>();
    for (LocationMapping mapping : mappings.all()) {
      Location there = mapping.prefixByRegion().get(from);
      Location here = mapping.prefixByRegion().get(to);
      if (there != null && here != null) {
        changes.addAll(changes(there, here));
      }
    }
    changes.sort(
        Comparator.comparingInt((PrefixChange change) -> change.from().length()).reversed());
    return List.copyOf(changes);
  }

  /** Between stores of one kind every spelling has its counterpart, else only the usual one. */
  private static List<PrefixChange> changes(Location from, Location to) {
    List<String> before = spellings(from);
    List<String> after = spellings(to);
    int count = from.scheme().equals(to.scheme()) ? before.size() : 1;
    List<PrefixChange> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      changes.add(new PrefixChange(before.get(i), after.get(i)));
    }
    return changes;
  }

  private static List<String> spellings(Location prefix) {
    String key = UriPath.encoded(prefix.key());
    return switch (prefix.scheme()) {
      case "file" -> FILE_ROOTS.stream().map(root -> root + key).toList();
      case "s3" ->
          S3_SCHEMES.stream().map(scheme -> scheme + "://" + prefix.bucket() + "/" + key).toList();
      default -> List.of(prefix.scheme() + "://" + prefix.bucket() + "/" + key);
    };
  }

  private static String id(LocationMappings mappings, RegionName from, RegionName to) {
    String rule =
        mappings.all().stream()
            .map(LocationMapping::prefixByRegion)
            .filter(prefixes -> prefixes.containsKey(from) && prefixes.containsKey(to))
            .map(prefixes -> new TreeMap<>(Map.of(from, prefixes.get(from), to, prefixes.get(to))))
            .map(TreeMap::toString)
            .sorted()
            .collect(Collectors.joining("\n"));
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(rule.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
