package dev.levee.daemon.config;

import dev.levee.sync.catalog.replication.CatalogPolicy;
import dev.levee.sync.engine.CatalogSpec.Origin;
import dev.levee.sync.engine.CatalogSpec.VolumeFiles;
import java.time.Duration;

/**
 * The catalogs that a group replicates, as configured.
 *
 * @param policy which, and how
 * @param interval how often the primary's catalog is read
 * @param volumes what of volumes is replicated
 * @param origin what says which assets there are
 */
public record UnityCatalogAssets(
    CatalogPolicy policy, Duration interval, VolumeFiles volumes, Origin origin) {}
