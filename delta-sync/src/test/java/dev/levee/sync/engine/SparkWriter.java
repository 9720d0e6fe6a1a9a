package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.KernelRows;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.testing.SparkTables;
import java.util.OptionalLong;

/**
 * Writes what Spark wrote into the primary.
 *
 * @param regions where the primary is the east
 */
record SparkWriter(TwoRegions regions) {
  Location commit(String table, long version) {
    return LogListing.commit(regions.table(EAST, table), version);
  }

  /** Writes an object that is not there yet. */
  void put(Location location, String text) {
    var unused = regions.store(EAST).createExclusive(NewObject.of(location, text.getBytes(UTF_8)));
  }

  /** Writes what the log of a Spark table has between two versions, and all of its files. */
  void write(String spark, String table, long first, long last) {
    SparkTables.files(spark)
        .forEach(
            (key, bytes) -> {
              String name = key.substring(key.lastIndexOf('/') + 1);
              boolean versioned = key.startsWith("_delta_log/") && name.matches("\\d{20}\\..*");
              long version = versioned ? Long.parseLong(name.substring(0, 20)) : first;
              if (version >= first && version <= last && !name.startsWith("_last")) {
                var unused =
                    regions
                        .store(EAST)
                        .createExclusive(
                            NewObject.of(regions.table(EAST, table).resolve(key), bytes));
              }
            });
  }

  /** Removes all of a table. */
  void drop(String table) {
    Location root = regions.table(EAST, table);
    ObjectStore store = regions.store(EAST);
    TwoRegions.objects(store, root).keySet().forEach(key -> store.delete(root.resolve(key)));
  }

  /** Asserts that readers see the same rows on both sides. */
  void assertRowsAreEqual(String table, long at) {
    OptionalLong version = OptionalLong.of(at);
    assertThat(KernelRows.summarize(regions.store(WEST), regions.table(WEST, table), version))
        .isEqualTo(KernelRows.summarize(regions.store(EAST), regions.table(EAST, table), version));
  }
}
