package dev.levee.sync.catalog.durable;

import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.DurableCatalog.Versioned;
import dev.levee.sync.catalog.ReplicaEntry;
import dev.levee.sync.store.hadoop.table.DeltaTable;
import dev.levee.sync.store.hadoop.table.TableChange;
import dev.levee.sync.store.hadoop.table.TableFile;
import dev.levee.sync.store.hadoop.table.TableState;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One write: the files in which something changes, a commit to {@code grants}, and at last the
 * commit to {@code objects} that makes all of it visible. Both tables get a commit each time, so
 * that their logs grow old together.
 */
final class ReplicaWrite {
  private static final TableState NO_TABLE = new TableState(-1, Map.of(), List.of());

  private final ReplicaTables tables;
  private final DeltaCatalogReplica.Settings settings;
  private final Instant now;

  ReplicaWrite(ReplicaTables tables, DeltaCatalogReplica.Settings settings, Instant now) {
    this.tables = tables;
    this.settings = settings;
    this.now = now;
  }

  long commit(Optional<Versioned> before, CatalogReplica after) throws IOException {
    TableState objects = tables.objects().newest().orElse(NO_TABLE);
    if (objects.version() != before.map(Versioned::version).orElse(NO_TABLE.version())) {
      throw new FileAlreadyExistsException(
          "objects", null, "its newest version is " + objects.version());
    }
    ReplicaChange change =
        new ReplicaChange(before.map(Versioned::replica).orElse(CatalogReplica.NONE), after);
    TableState grants = tables.grants().newest().orElse(NO_TABLE);
    Map<String, String> properties =
        new ReplicaProperties(
                after.epoch(), after.primary(), after.entries().size(), now, grants.version() + 1)
            .toMap(settings.retention());
    TableChange grantsChange =
        tableChange(
            grants,
            change.grants(grants, paired(objects)),
            properties,
            new Files(tables.grants(), change, entry -> GrantRows.rows(entry).stream()));
    TableChange objectsChange =
        tableChange(
            objects,
            change.objects(),
            properties,
            new Files(
                tables.objects(),
                change,
                entry -> Stream.of(ObjectRows.row(entry, after.primary(), settings.locations()))));
    long unused = tables.grants().commit(grants.version(), grantsChange);
    return tables.objects().commit(objects.version(), objectsChange);
  }

  private TableChange tableChange(
      TableState present, Set<Partition> stale, Map<String, String> properties, Files files)
      throws IOException {
    List<TableFile> removed =
        present.files().stream().filter(file -> stale.contains(Partition.of(file))).toList();
    List<TableFile> added = new ArrayList<>();
    for (Partition partition : stale) {
      files.write(partition).ifPresent(added::add);
    }
    return new TableChange(properties, removed, added, now);
  }

  /** New files of one of the tables. */
  private record Files(
      DeltaTable table,
      ReplicaChange change,
      Function<ReplicaEntry, Stream<Map<String, Object>>> rows) {
    Optional<TableFile> write(Partition partition) throws IOException {
      List<Map<String, Object>> content = change.after(partition).stream().flatMap(rows).toList();
      return content.isEmpty()
          ? Optional.empty()
          : Optional.of(table.write(partition.values(), content));
    }
  }

  /** What the next commit of {@code grants} is compared with. */
  private Optional<TableState> paired(TableState objects) throws IOException {
    return objects.version() == NO_TABLE.version()
        ? Optional.of(NO_TABLE)
        : tables.grants().at(ReplicaProperties.of(objects).grantsVersion());
  }
}
