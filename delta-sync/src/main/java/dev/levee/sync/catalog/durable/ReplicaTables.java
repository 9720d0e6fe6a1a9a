package dev.levee.sync.catalog.durable;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.ReplicaEntry;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.hadoop.HadoopAccess;
import dev.levee.sync.store.hadoop.table.DeltaTable;
import dev.levee.sync.store.hadoop.table.TableFile;
import dev.levee.sync.store.hadoop.table.TableState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tables {@code objects} and {@code grants}. A version of {@code objects} names the version of
 * {@code grants} that belongs to it; versions of {@code grants} that none names are left from
 * writes that did not end, and nobody sees them.
 */
final class ReplicaTables {
  private final DeltaTable objects;
  private final DeltaTable grants;
  private final DecodedFiles<List<ReplicaEntry>> objectFiles;
  private final DecodedFiles<Map<AssetId, Grants>> grantFiles;

  ReplicaTables(HadoopAccess access, Location prefix) {
    this.objects = new DeltaTable(access, prefix.resolve("objects"), ObjectRows.COLUMNS);
    this.grants = new DeltaTable(access, prefix.resolve("grants"), GrantRows.COLUMNS);
    this.objectFiles = new DecodedFiles<>(file -> ObjectRows.entries(objects.read(file)));
    this.grantFiles =
        new DecodedFiles<>(file -> GrantRows.grants(Partition.of(file), grants.read(file)));
  }

  DeltaTable objects() {
    return objects;
  }

  DeltaTable grants() {
    return grants;
  }

  /** The newest version; the files of all others are forgotten. */
  Optional<ReplicaVersion> newest() throws IOException {
    Optional<TableState> state = objects.newest();
    if (state.isEmpty()) {
      return Optional.empty();
    }
    ReplicaVersion version =
        paired(state.get())
            .orElseThrow(
                () ->
                    new IOException(
                        "the table grants has no version that belongs to version "
                            + state.get().version()));
    objectFiles.keepOnly(version.objects().files());
    grantFiles.keepOnly(version.grants().files());
    return Optional.of(version);
  }

  Optional<ReplicaVersion> at(long version) throws IOException {
    Optional<TableState> state = objects.at(version);
    return state.isEmpty() ? Optional.empty() : paired(state.get());
  }

  private Optional<ReplicaVersion> paired(TableState state) throws IOException {
    ReplicaProperties properties = ReplicaProperties.of(state);
    return grants
        .at(properties.grantsVersion())
        .map(found -> new ReplicaVersion(state, found, properties));
  }

  /** What a version holds. */
  CatalogReplica read(ReplicaVersion version) throws IOException {
    Map<AssetId, Grants> granted = new HashMap<>();
    for (TableFile file : version.grants().files()) {
      granted.putAll(grantFiles.of(file));
    }
    List<ReplicaEntry> entries = new ArrayList<>();
    for (TableFile file : version.objects().files()) {
      for (ReplicaEntry entry : objectFiles.of(file)) {
        entries.add(ObjectRows.withGrants(entry, granted.getOrDefault(entry.id(), Grants.NONE)));
      }
    }
    return CatalogReplica.of(version.properties().epoch(), version.properties().primary(), entries);
  }

  /** The versions whose logs and files are all there, oldest first. */
  List<ReplicaVersion> readable() throws IOException {
    Map<Long, TableState> grantsByVersion = new HashMap<>();
    grants.history().forEach(state -> grantsByVersion.put(state.version(), state));
    List<TableState> states = objects.history();
    if (states.isEmpty()) {
      return List.of();
    }
    Set<String> objectsStored = objects.storedFiles().keySet();
    Set<String> grantsStored = grants.storedFiles().keySet();
    List<ReplicaVersion> versions = new ArrayList<>();
    for (TableState state : states) {
      ReplicaProperties properties = ReplicaProperties.of(state);
      TableState granted = grantsByVersion.get(properties.grantsVersion());
      if (granted != null && isWhole(state, objectsStored) && isWhole(granted, grantsStored)) {
        versions.add(new ReplicaVersion(state, granted, properties));
      }
    }
    return versions;
  }

  private static boolean isWhole(TableState state, Set<String> stored) {
    return state.files().stream().allMatch(file -> stored.contains(file.path()));
  }
}
