package dev.levee.sync.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import java.util.Random;

/** Writes small tables as text: their files are no Parquet, their commits are Delta's. */
final class HandMadeTable {
  private final ObjectStore store;
  private final Location root;

  HandMadeTable(ObjectStore store, Location root) {
    this.store = store;
    this.root = root;
  }

  /** Version 0: a table without files. */
  HandMadeTable create() {
    return commit(
        0,
        """
        {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
        {"metaData":{"id":"6d3e","format":{"provider":"parquet","options":{}},"schemaString":"{}","partitionColumns":[],"configuration":{}}}
        """);
  }

  HandMadeTable file(String name, int size) {
    byte[] bytes = new byte[size];
    new Random(name.hashCode()).nextBytes(bytes);
    return put(root.resolve(name), bytes);
  }

  HandMadeTable add(long version, String name, int size) {
    return file(name, size)
        .commit(
            version,
            """
            {"add":{"path":"%s","partitionValues":{},"size":%d,"modificationTime":1,"dataChange":true}}
            """
                .formatted(name, size));
  }

  HandMadeTable remove(long version, String name) {
    return commit(
        version,
        """
        {"remove":{"path":"%s","deletionTimestamp":1,"dataChange":true}}
        """
            .formatted(name));
  }

  HandMadeTable vacuum(String name) {
    store.delete(root.resolve(name));
    return this;
  }

  HandMadeTable commit(long version, String lines) {
    return put(LogListing.commit(root, version), lines.getBytes(UTF_8));
  }

  private HandMadeTable put(Location location, byte[] bytes) {
    if (!(store.createExclusive(NewObject.of(location, bytes)) instanceof CreateOutcome.Created)) {
      throw new IllegalStateException(location + " is there");
    }
    return this;
  }
}
