package dev.levee.daemon.report;

import dev.levee.sync.catalog.DurableCatalog.Version;
import dev.levee.sync.catalog.DurableCatalog.Versioned;
import dev.levee.sync.catalog.ReplicaEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a durable catalog replica holds, as scripts read it.
 *
 * @param group the failover group
 * @param region where the replica is
 * @param primaryRegion whose catalog it is a replica of
 * @param version which version of it
 * @param epoch the group's epoch then
 * @param assets in order of kind and name
 */
public record CatalogReport(
    String group,
    String region,
    String primaryRegion,
    long version,
    long epoch,
    List<Asset> assets) {
  /** Copies the list. */
  public CatalogReport {
    assets = List.copyOf(assets);
  }

  /**
   * One asset.
   *
   * @param kind table, view, …
   * @param name its full name
   * @param owner empty where the server does not say
   * @param registration how it stands in the secondary's catalog server
   * @param droppedTime since when it is gone from the primary
   */
  public record Asset(
      String kind, String name, String owner, String registration, Optional<Instant> droppedTime) {}

  /** The versions of a replica. */
  public record Versions(String group, String region, List<OneVersion> versions) {
    /** Copies the list. */
    public Versions {
      versions = List.copyOf(versions);
    }

    /** As the replica lists them, newest first. */
    public static Versions of(String group, String region, List<Version> versions) {
      return new Versions(
          group,
          region,
          versions.stream()
              .map(
                  version ->
                      new OneVersion(
                          version.version(),
                          version.writtenAt(),
                          version.epoch(),
                          version.assets()))
              .toList());
    }
  }

  /** One version that can be read. */
  public record OneVersion(long version, Instant writtenTime, long epoch, int assets) {}

  /** The report of a version. */
  public static CatalogReport of(String group, String region, Versioned found) {
    return new CatalogReport(
        group,
        region,
        found.replica().primary(),
        found.version(),
        found.replica().epoch(),
        found.replica().entries().values().stream().map(CatalogReport::asset).toList());
  }

  private static Asset asset(ReplicaEntry entry) {
    return new Asset(
        entry.id().kind().name(),
        entry.id().name().toString(),
        entry.entry().asset().details().owner(),
        entry.registration().name(),
        entry.droppedAt());
  }
}
