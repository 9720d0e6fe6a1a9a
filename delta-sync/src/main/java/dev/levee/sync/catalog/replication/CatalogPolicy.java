package dev.levee.sync.catalog.replication;

import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.change.DropPolicy;
import java.time.Duration;

/**
 * How a catalog is replicated.
 *
 * @param scope what
 * @param drops when what is gone may go
 * @param reread how often the secondary's catalog is read whole, since others may change it too
 */
public record CatalogPolicy(CatalogScope scope, DropPolicy drops, Duration reread) {}
