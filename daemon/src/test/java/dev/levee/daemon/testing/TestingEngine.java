package dev.levee.daemon.testing;

import dev.levee.daemon.config.LeveeConfig;
import dev.levee.sync.engine.GroupControl;
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
                        group.spec(region -> region(config, region), Optional.empty())))
            .toList();
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
