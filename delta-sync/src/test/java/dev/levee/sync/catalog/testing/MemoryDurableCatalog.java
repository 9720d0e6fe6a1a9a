package dev.levee.sync.catalog.testing;

import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.DurableCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Versions of a replica, in memory. */
public final class MemoryDurableCatalog implements DurableCatalog {
  private final List<CatalogReplica> versions = new ArrayList<>();

  @Override
  public Optional<Versioned> latest() {
    return at(versions.size() - 1);
  }

  @Override
  public Optional<Versioned> at(long version) {
    return version < 0 || version >= versions.size()
        ? Optional.empty()
        : Optional.of(new Versioned(version, versions.get((int) version)));
  }

  @Override
  public List<Version> versions() {
    List<Version> all = new ArrayList<>();
    for (int i = versions.size() - 1; i >= 0; i--) {
      CatalogReplica replica = versions.get(i);
      all.add(new Version(i, Instant.EPOCH, replica.epoch(), replica.entries().size()));
    }
    return all;
  }

  @Override
  public long write(Optional<Versioned> before, CatalogReplica after) {
    if (!latest().map(Versioned::version).equals(before.map(Versioned::version))) {
      throw new CatalogException(CatalogException.Kind.ALREADY_EXISTS, "another writer was faster");
    }
    if (before.map(Versioned::replica).filter(after::equals).isEmpty()) {
      versions.add(after);
    }
    return versions.size() - 1L;
  }

  @Override
  public void close() {}
}
