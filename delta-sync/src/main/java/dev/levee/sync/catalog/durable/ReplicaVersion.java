package dev.levee.sync.catalog.durable;

import dev.levee.sync.store.hadoop.table.TableState;

/**
 * The two tables as they belong together.
 *
 * @param objects the table {@code objects}, whose version is the replica's
 * @param grants the table {@code grants}
 * @param properties what the version says of itself
 */
record ReplicaVersion(TableState objects, TableState grants, ReplicaProperties properties) {
  long version() {
    return objects.version();
  }
}
