package dev.levee.daemon.report;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.DurableCatalog.Versioned;
import dev.levee.sync.catalog.ReplicaEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * In what two versions of a durable catalog replica differ, as scripts read it.
 *
 * @param group the failover group
 * @param region where the replica is
 * @param fromVersion the version that is compared
 * @param toVersion the one that it is compared with
 * @param changes what is different in the latter, in order of kind and name
 */
public record CatalogDiffReport(
    String group, String region, long fromVersion, long toVersion, List<Change> changes) {
  /** Copies the list. */
  public CatalogDiffReport {
    changes = List.copyOf(changes);
  }

  /** What happened to an asset; the names are an interface. */
  public enum What {
    /** Only the second version has it. */
    ADDED,
    /** Only the first version has it. */
    REMOVED,
    /** Both have it. */
    CHANGED
  }

  /**
   * One asset.
   *
   * @param kind table, view, …
   * @param name its full name
   * @param what what happened to it
   * @param attributes the attributes that differ, by name
   */
  public record Change(String kind, String name, What what, SortedMap<String, Values> attributes) {}

  /**
   * An attribute in canonical text.
   *
   * @param from in the first version, if it has one there
   * @param to in the second
   */
  public record Values(Optional<String> from, Optional<String> to) {}

  /** What is different in the second. */
  public static CatalogDiffReport of(String group, String region, Versioned from, Versioned to) {
    return new CatalogDiffReport(
        group, region, from.version(), to.version(), changes(from.replica(), to.replica()));
  }

  private static List<Change> changes(CatalogReplica from, CatalogReplica to) {
    TreeSet<AssetId> ids = new TreeSet<>(from.entries().keySet());
    ids.addAll(to.entries().keySet());
    List<Change> changes = new ArrayList<>();
    for (AssetId id : ids) {
      Optional<ReplicaEntry> before = Optional.ofNullable(from.entries().get(id));
      Optional<ReplicaEntry> after = Optional.ofNullable(to.entries().get(id));
      SortedMap<String, Values> differing = differing(texts(before), texts(after));
      if (before.isEmpty() || after.isEmpty() || !differing.isEmpty()) {
        What what = before.isEmpty() ? What.ADDED : after.isEmpty() ? What.REMOVED : What.CHANGED;
        changes.add(new Change(id.kind().name(), id.name().toString(), what, differing));
      }
    }
    return changes;
  }

  private static SortedMap<String, Values> differing(
      Map<String, String> from, Map<String, String> to) {
    TreeSet<String> names = new TreeSet<>(from.keySet());
    names.addAll(to.keySet());
    SortedMap<String, Values> differing = new TreeMap<>();
    for (String name : names) {
      if (!Objects.equals(from.get(name), to.get(name))) {
        differing.put(
            name,
            new Values(Optional.ofNullable(from.get(name)), Optional.ofNullable(to.get(name))));
      }
    }
    return differing;
  }

  /** An entry's attributes, and how it stands in the replica. */
  private static Map<String, String> texts(Optional<ReplicaEntry> entry) {
    Map<String, String> texts = new TreeMap<>();
    entry.ifPresent(
        found -> {
          found
              .entry()
              .attributes()
              .forEach((name, text) -> texts.put(name.name().toLowerCase(Locale.ROOT), text));
          texts.put("registration", found.registration().name());
          found.droppedAt().ifPresent(time -> texts.put("dropped_time", time.toString()));
        });
    return texts;
  }
}
