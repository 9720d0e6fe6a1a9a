package dev.levee.sync.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The durable catalog replica: Delta tables under a region's control prefix, readable by any
 * engine. Every write that changes something is one version; earlier versions stay readable.
 */
public interface DurableCatalog extends AutoCloseable {
  /**
   * One version.
   *
   * @param version its number, that of the Delta table {@code catalog.objects}
   * @param writtenAt when it was written
   * @param epoch the group's epoch then
   * @param assets how many assets it holds
   */
  record Version(long version, Instant writtenAt, long epoch, int assets) {}

  /**
   * A version with what it holds.
   *
   * @param version its number
   * @param replica what it holds
   */
  record Versioned(long version, CatalogReplica replica) {}

  /** The newest version, or empty when nothing was ever written. */
  Optional<Versioned> latest();

  /** One version, or empty when there is none, or none any more. */
  Optional<Versioned> at(long version);

  /** The versions that can be read, newest first. */
  List<Version> versions();

  /**
   * Writes what differs from {@code before} as the version after it. All of it or nothing.
   *
   * @param before what the caller believes is the newest version; empty for none
   * @param after what shall be
   * @return the new version, or that of {@code before} when nothing differs
   * @throws CatalogException of kind {@code ALREADY_EXISTS} when another writer was faster: nothing
   *     was written, read again
   */
  long write(Optional<Versioned> before, CatalogReplica after);

  /** Releases what it holds; leaves the store open. */
  @Override
  void close();
}
