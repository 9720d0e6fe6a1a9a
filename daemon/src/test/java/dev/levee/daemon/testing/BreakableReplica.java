package dev.levee.daemon.testing;

import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.DurableCatalog;
import dev.levee.sync.catalog.testing.MemoryDurableCatalog;
import java.util.List;
import java.util.Optional;

/** A replica in memory whose store can go away. */
final class BreakableReplica implements DurableCatalog {
  private final DurableCatalog replica = new MemoryDurableCatalog();
  private boolean isBroken;

  synchronized void breakDown() {
    isBroken = true;
  }

  private synchronized DurableCatalog reached() {
    if (isBroken) {
      throw new CatalogException(CatalogException.Kind.TRANSIENT, "the store is gone");
    }
    return replica;
  }

  @Override
  public Optional<Versioned> latest() {
    return reached().latest();
  }

  @Override
  public Optional<Versioned> at(long version) {
    return reached().at(version);
  }

  @Override
  public List<Version> versions() {
    return reached().versions();
  }

  @Override
  public long write(Optional<Versioned> before, CatalogReplica after) {
    return reached().write(before, after);
  }

  @Override
  public void close() {
    replica.close();
  }
}
