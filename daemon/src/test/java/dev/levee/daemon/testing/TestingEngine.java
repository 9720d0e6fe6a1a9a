package dev.levee.daemon.testing;

import dev.levee.daemon.config.GroupConfig;
import dev.levee.daemon.config.LeveeConfig;
import dev.levee.sync.catalog.replication.CatalogSides.Side;
import dev.levee.sync.engine.CatalogSpec;
import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.ReplicationEngine;
import dev.levee.sync.model.RegionName;
import java.util.List;
import java.util.Optional;

/** An engine of {@link TestingGroup}s. Their regions have no stores, since nothing is copied. */
public final class TestingEngine implements ReplicationEngine {
  private final List<TestingGroup> groups;
  private boolean started;
  private boolean closed;

  /** The groups of a configuration. */
  public TestingEngine(LeveeConfig config) {
    this.groups =
        config.groups().stream()
            .map(
                group ->
                    new TestingGroup(
                        withReplicas(
                            group, group.spec(region -> region(config, region), Optional.empty()))))
            .toList();
  }

  /** Its catalogs, where it has some: without servers, with replicas in memory. */
  private static GroupSpec withReplicas(GroupConfig group, GroupSpec spec) {
    List<Side> sides =
        group.regions().stream()
            .map(region -> new Side(region, Optional.empty(), new BreakableReplica()))
            .toList();
    return group
        .catalogs()
        .map(
            assets ->
                spec.with(
                    new CatalogSpec(
                        assets.policy(),
                        assets.interval(),
                        assets.volumes(),
                        assets.origin(),
                        sides)))
        .orElse(spec);
  }

  private static RegionSpec region(LeveeConfig config, RegionName name) {
    return new RegionSpec(name, null, config.region(name).control());
  }

  /** The first group. */
  public TestingGroup group() {
    return groups.get(0);
  }

  /** Whether it was started. */
  public synchronized boolean started() {
    return started;
  }

  /** Whether it was closed. */
  public synchronized boolean closed() {
    return closed;
  }

  @Override
  public synchronized void start() {
    started = true;
  }

  @Override
  public List<GroupControl> groups() {
    return List.copyOf(groups);
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
