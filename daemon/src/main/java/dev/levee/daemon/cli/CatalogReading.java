package dev.levee.daemon.cli;

import dev.levee.daemon.StoredGroups;
import dev.levee.daemon.stores.Catalogs;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogTarget;
import dev.levee.sync.catalog.DurableCatalog.Versioned;
import dev.levee.sync.catalog.durable.DeltaCatalogReplica;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.engine.failover.StoredGroup;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.SystemTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options and steps that the commands about durable catalog replicas share. */
final class CatalogReading {
  @Mixin private ConfigOption config;

  @Option(
      names = "--from",
      paramLabel = "REGION",
      description =
          "Read the replica in this region's store. Default: the secondary's, or else the other's.")
  private String from;

  @Option(
      names = "--at",
      paramLabel = "VERSION",
      description = "The replica at this version, as levee catalog list --versions shows it.")
  private Long at;

  @Parameters(index = "0", paramLabel = "GROUP", description = "The group.")
  private String group;

  String group() {
    return group;
  }

  /** The version that was asked for. */
  Optional<Long> version() {
    return Optional.ofNullable(at);
  }

  /**
   * A replica that was found.
   *
   * @param group whose
   * @param region where it is
   * @param catalog the replica
   * @param newest its newest version
   */
  record Found(
      StoredGroup group, RegionSpec region, DeltaCatalogReplica catalog, Versioned newest) {
    /** A version that must be there. */
    Versioned at(long version) {
      return catalog
          .at(version)
          .orElseThrow(
              () ->
                  new CommandFailure(
                      ExitCode.FAILED,
                      "the catalog replica in %s has no version %d, or no longer;"
                              .formatted(region.name().value(), version)
                          + " levee catalog list --versions shows which it has"));
    }

    /** The version that was asked for, or the newest. */
    Versioned at(Optional<Long> version) {
      return version.map(this::at).orElse(newest);
    }
  }

  /** Reads a replica while its store is open. */
  <T> T read(Surroundings surroundings, Function<Found, T> reading) {
    try (StoredGroups stored =
        surroundings.components().storedGroups().open(config.load(surroundings))) {
      StoredGroup named = StoredTablesOption.groups(stored, group).get(0);
      for (RegionSpec region : regions(named)) {
        try (DeltaCatalogReplica catalog = replica(named, region)) {
          Optional<Versioned> newest = catalog.latest();
          if (newest.isPresent()) {
            return reading.apply(new Found(named, region, catalog, newest.get()));
          }
        } catch (CatalogException e) {
          skip(surroundings.terminal(), region, e);
        }
      }
      throw new CommandFailure(
          ExitCode.FAILED,
          "no catalog replica of the group '%s' was found; a group has one once it replicates a catalog"
              .formatted(group));
    }
  }

  /** The catalog server that the configuration gives a region; the caller closes it. */
  Optional<CatalogTarget> server(Surroundings surroundings, RegionName region) {
    return new Catalogs(config.load(surroundings), surroundings.components().time()).server(region);
  }

  private List<RegionSpec> regions(StoredGroup named) {
    StoredGroup.Roles roles = named.roles();
    List<RegionSpec> regions = new ArrayList<>(List.of(roles.secondary(), roles.primary()));
    if (from != null) {
      regions.removeIf(region -> !region.name().value().equals(from));
      if (regions.isEmpty()) {
        throw new CommandFailure(
            ExitCode.USAGE, "the group '%s' has no region '%s'".formatted(group, from));
      }
    }
    return regions;
  }

  private static DeltaCatalogReplica replica(StoredGroup named, RegionSpec region) {
    return new DeltaCatalogReplica(
        region.store(),
        ControlFolder.of(region, named.spec().name()).catalog(),
        DeltaCatalogReplica.Settings.DEFAULT,
        new SystemTime());
  }

  /** A region that cannot be read is passed over, and said, unless it was asked for. */
  private void skip(Terminal terminal, RegionSpec region, CatalogException failure) {
    ExitCode exit =
        switch (failure.kind()) {
          case TRANSIENT, THROTTLED, ACCESS_DENIED, NOT_FOUND -> ExitCode.PREFLIGHT;
          case ALREADY_EXISTS, REFUSED -> ExitCode.FAILED;
        };
    if (from != null || exit == ExitCode.FAILED) {
      throw new CommandFailure(exit, failure.getMessage(), failure);
    }
    terminal
        .err()
        .printf("levee: region %s is not read: %s%n", region.name().value(), failure.getMessage());
    terminal.err().flush();
  }
}
