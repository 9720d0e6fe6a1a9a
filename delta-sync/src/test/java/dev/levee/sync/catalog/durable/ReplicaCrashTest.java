package dev.levee.sync.catalog.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.DurableCatalog.Versioned;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.durable.DeltaCatalogReplica.Settings;
import dev.levee.sync.engine.CrashingStore;
import dev.levee.sync.engine.CrashingStore.Fuse;
import dev.levee.sync.engine.CrashingStore.Point;
import dev.levee.sync.engine.CrashingStore.ProcessDied;
import dev.levee.sync.engine.ManualTime;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.memory.MemoryObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A write that breaks at any operation that changes the store leaves the version before or the one
 * after, whole, and the next write goes on from there. The write is one with checkpoints.
 */
class ReplicaCrashTest {
  private static final Location PREFIX = Location.parse("s3://bucket/_levee/group/catalog/");
  private static final AssetId SCHEMA = AssetId.of(AssetKind.SCHEMA, "sales", "schema000");
  private static final int VERSIONS_BEFORE = 10;

  private final ManualTime time = new ManualTime();
  private final CatalogReplica first = SampleCatalog.tables(1, 0);
  private final CatalogReplica before = SampleCatalog.commented(first, "before", SCHEMA);
  private final CatalogReplica after =
      SampleCatalog.granted(
          SampleCatalog.commented(before, "after", SCHEMA),
          Grants.spelt(Map.of("b", List.of("MODIFY"))),
          SCHEMA);

  private DeltaCatalogReplica replica(ObjectStore store) {
    return new DeltaCatalogReplica(store, PREFIX, Settings.DEFAULT, time);
  }

  @Test
  void everyOperationOfAWrite() {
    ObjectStore written = new MemoryObjectStore("memory|test", time);
    try (DeltaCatalogReplica replica = replica(written)) {
      for (int version = 0; version < VERSIONS_BEFORE; version++) {
        CatalogReplica next = version % 2 == 0 ? first : before;
        assertThat(replica.write(replica.latest(), next)).isEqualTo(version);
      }
    }
    List<Integer> changes = changes(copy(written));

    assertThat(changes).hasSize(8);
    for (int call : changes) {
      for (Point point : Point.values()) {
        breaksAt(copy(written), new Fuse(call, point));
      }
    }
  }

  /** The numbers of the calls of the write that change the store. */
  private List<Integer> changes(ObjectStore store) {
    List<Integer> changes = new ArrayList<>();
    Fuse none = Fuse.none();
    try (DeltaCatalogReplica replica =
        replica(
            new CrashingStore(
                store,
                none,
                (call, result) -> {
                  if (call.operation().changes()) {
                    changes.add(none.calls());
                  }
                }))) {
      assertThat(write(replica)).isEqualTo(VERSIONS_BEFORE);
    }
    return changes;
  }

  private long write(DeltaCatalogReplica replica) {
    return replica.write(Optional.of(new Versioned(VERSIONS_BEFORE - 1, before)), after);
  }

  private ObjectStore copy(ObjectStore store) {
    ObjectStore copy = new MemoryObjectStore("memory|test", time);
    new Listing(store, ListRequest.everythingBelow(PREFIX))
        .forEachRemaining(
            entry ->
                copy.overwrite(NewObject.of(entry.location(), readAll(store, entry.location()))));
    return copy;
  }

  private static byte[] readAll(ObjectStore store, Location location) {
    try (ObjectContent content = store.open(location).orElseThrow()) {
      return content.readAll();
    }
  }

  private void breaksAt(ObjectStore store, Fuse fuse) {
    try (DeltaCatalogReplica breaking =
        replica(new CrashingStore(store, fuse, (call, result) -> {}))) {
      assertThat(write(breaking)).as(fuse.toString()).isEqualTo(VERSIONS_BEFORE);
    } catch (ProcessDied | CatalogException expected) {
      assertThat(fuse.isNone()).isFalse();
    }
    try (DeltaCatalogReplica next = replica(store)) {
      Versioned found = next.latest().orElseThrow();
      assertThat(found)
          .as(fuse.toString())
          .isIn(new Versioned(VERSIONS_BEFORE - 1, before), new Versioned(VERSIONS_BEFORE, after));
      assertThat(next.write(Optional.of(found), first)).isEqualTo(found.version() + 1);
      assertThat(next.latest().orElseThrow().replica()).as(fuse.toString()).isEqualTo(first);
      assertThat(next.at(VERSIONS_BEFORE - 1).orElseThrow().replica()).isEqualTo(before);
    }
  }
}
