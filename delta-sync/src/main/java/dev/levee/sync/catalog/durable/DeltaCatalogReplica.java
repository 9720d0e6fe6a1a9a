package dev.levee.sync.catalog.durable;

import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.DurableCatalog;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.hadoop.HadoopAccess;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable replica as two Delta tables below a prefix: {@code objects}, one row for each asset,
 * and {@code grants}, one for each privilege granted. Both are partitioned by {@code catalog_name}
 * and {@code schema_name}, one file each, and a write makes only those files anew in which
 * something changes.
 *
 * <p>A write commits {@code grants} first and then {@code objects}, whose properties name the
 * version of {@code grants} that belongs to it. Only the second commit makes anything visible here.
 * After a crash between the two, an engine that reads {@code grants} by itself sees grants that the
 * next write puts right. An exception of another kind than {@code ALREADY_EXISTS} leaves open
 * whether the version was written: {@link #latest} tells.
 *
 * <p>Keeps the newest version in memory. Safe to use from many threads and processes; of two
 * writers one is refused.
 */
public final class DeltaCatalogReplica implements DurableCatalog {
  private static final Logger LOG = LoggerFactory.getLogger(DeltaCatalogReplica.class);
  private static final int VERSIONS_PER_VACUUM = 100;

  private final HadoopAccess access;
  private final ReplicaTables tables;
  private final ReplicaFailures failures;
  private final Settings settings;
  private final Time time;

  /**
   * How a replica is written.
   *
   * @param retention how long a version stays readable after it is no longer the newest
   * @param locations where the other region has what the primary has
   */
  public record Settings(Duration retention, ReplicaLocations locations) {
    /** A month, as Delta keeps its logs. */
    public static final Settings DEFAULT = new Settings(Duration.ofDays(30), ReplicaLocations.NONE);
  }

  /** The replica below a prefix of a store, which the caller closes. It need not be there yet. */
  public DeltaCatalogReplica(ObjectStore store, Location prefix, Settings settings, Time time) {
    this.access = new HadoopAccess(store);
    this.tables = new ReplicaTables(access, prefix);
    this.failures = new ReplicaFailures(prefix.toString());
    this.settings = settings;
    this.time = time;
  }

  @Override
  public Optional<Versioned> latest() {
    return failures.calling(
        () -> {
          Optional<ReplicaVersion> newest = tables.newest();
          return newest.isEmpty() ? Optional.empty() : Optional.of(read(newest.get()));
        });
  }

  @Override
  public Optional<Versioned> at(long version) {
    return failures.calling(
        () -> {
          try {
            Optional<ReplicaVersion> found = tables.at(version);
            return found.isEmpty() ? Optional.empty() : Optional.of(read(found.get()));
          } catch (FileNotFoundException e) {
            LOG.debug("version {} is not there any more", version, e);
            return Optional.empty();
          }
        });
  }

  private Versioned read(ReplicaVersion version) throws IOException {
    return new Versioned(version.version(), tables.read(version));
  }

  @Override
  public List<Version> versions() {
    List<Version> versions = new ArrayList<>();
    for (ReplicaVersion found : failures.calling(tables::readable)) {
      ReplicaProperties properties = found.properties();
      versions.add(
          new Version(
              found.version(), properties.writtenAt(), properties.epoch(), properties.assets()));
    }
    Collections.reverse(versions);
    return versions;
  }

  @Override
  public long write(Optional<Versioned> before, CatalogReplica after) {
    if (before.isPresent() && before.get().replica().equals(after)) {
      return before.get().version();
    }
    return failures.calling(
        () -> {
          long version = new ReplicaWrite(tables, settings, time.now()).commit(before, after);
          if (version > 0 && version % VERSIONS_PER_VACUUM == 0) {
            vacuumQuietly();
          }
          return version;
        });
  }

  /**
   * Deletes data files that no version needs that was the newest within the retention. A write does
   * it by itself every hundredth version.
   *
   * @return how many files were deleted
   */
  public int vacuum() {
    return failures.calling(
        () -> new ReplicaVacuum(tables, time.now().minus(settings.retention())).run());
  }

  private void vacuumQuietly() {
    try {
      int deleted = vacuum();
      LOG.debug("{} old files of the catalog replica deleted", deleted);
    } catch (CatalogException e) {
      LOG.warn("Old files of the catalog replica could not be deleted; tried again later.", e);
    }
  }

  /** Leaves the store open. */
  @Override
  public void close() {
    access.close();
  }
}
