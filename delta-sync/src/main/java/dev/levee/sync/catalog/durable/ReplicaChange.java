package dev.levee.sync.catalog.durable;

import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.ReplicaEntry;
import dev.levee.sync.store.hadoop.table.TableFile;
import dev.levee.sync.store.hadoop.table.TableState;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Which data files a change of the replica makes anew. */
final class ReplicaChange {
  private final Map<Partition, List<ReplicaEntry>> before;
  private final Map<Partition, List<ReplicaEntry>> after;
  private final boolean primaryChanged;

  ReplicaChange(CatalogReplica before, CatalogReplica after) {
    this.before = Partition.split(before);
    this.after = Partition.split(after);
    this.primaryChanged = !before.primary().equals(after.primary());
  }

  /** A part's entries afterwards. */
  List<ReplicaEntry> after(Partition partition) {
    return after.getOrDefault(partition, List.of());
  }

  /** The parts whose assets differ; all when the other region's locations are others. */
  Set<Partition> objects() {
    return primaryChanged ? all() : differing(entry -> Stream.of(ObjectRows.withoutGrants(entry)));
  }

  private Set<Partition> all() {
    Set<Partition> all = new HashSet<>(before.keySet());
    all.addAll(after.keySet());
    return all;
  }

  private Set<Partition> differing(Function<ReplicaEntry, Stream<Object>> content) {
    Set<Partition> differing = all();
    differing.removeIf(
        partition ->
            contents(before, partition, content).equals(contents(after, partition, content)));
    return differing;
  }

  private static List<Object> contents(
      Map<Partition, List<ReplicaEntry>> parts,
      Partition partition,
      Function<ReplicaEntry, Stream<Object>> content) {
    return parts.getOrDefault(partition, List.of()).stream().flatMap(content).toList();
  }

  /**
   * The parts whose grants differ, or were left in another state by a write that did not end.
   *
   * @param present the newest version
   * @param paired the version that belongs to {@code before}; empty when there is none to be read
   */
  Set<Partition> grants(TableState present, Optional<TableState> paired) {
    Set<Partition> stale = differing(entry -> GrantRows.rows(entry).stream().map(row -> row));
    if (paired.isEmpty()) {
      stale.addAll(all());
      present.files().forEach(file -> stale.add(Partition.of(file)));
      return stale;
    }
    Set<TableFile> now = Set.copyOf(present.files());
    Set<TableFile> then = Set.copyOf(paired.get().files());
    Stream.concat(now.stream(), then.stream())
        .filter(file -> !(now.contains(file) && then.contains(file)))
        .forEach(file -> stale.add(Partition.of(file)));
    return stale;
  }
}
