package dev.levee.daemon.stableurl;

import dev.levee.daemon.catalog.ReadEndpoint;
import dev.levee.daemon.catalog.ReplicaThreads;
import dev.levee.daemon.config.GroupConfig;
import dev.levee.daemon.config.LeveeConfig;
import dev.levee.daemon.config.StableUrlConfig;
import dev.levee.daemon.report.StableUrlReport;
import dev.levee.daemon.report.StableUrlTraffic;
import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.engine.ReplicationEngine;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/**
 * The stable URLs of a daemon, one for each group that is configured to have one. They are served
 * whether the daemon works on a group or stands by for it.
 */
public final class StableUrls implements AutoCloseable {
  /** How long requests under way may take when the daemon stops. */
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final ExecutorService threads = ReplicaThreads.create();
  private final List<StableUrlServer> servers = new ArrayList<>();

  private StableUrls() {}

  /** None. */
  public static StableUrls none() {
    return new StableUrls();
  }

  /** Those of a configuration, not open yet. */
  public StableUrls(LeveeConfig config, ReplicationEngine engine, Time time) {
    this(config, engine, time, CatalogServer.Patience.DEFAULT);
  }

  StableUrls(
      LeveeConfig config, ReplicationEngine engine, Time time, CatalogServer.Patience patience) {
    for (GroupControl group : engine.groups()) {
      GroupConfig configured =
          config.groups().stream()
              .filter(candidate -> candidate.name().equals(group.spec().name()))
              .findFirst()
              .orElseThrow();
      configured
          .stableUrl()
          .ifPresent(
              stableUrl ->
                  servers.add(
                      server(
                          stableUrl,
                          group,
                          catalogServers(config, configured, time, patience),
                          time)));
    }
  }

  private StableUrlServer server(
      StableUrlConfig config,
      GroupControl group,
      Map<RegionName, CatalogServer> catalogServers,
      Time time) {
    ReadEndpoint replica = ReadEndpoint.of(List.of(group), threads, time);
    return new StableUrlServer(
        new StableUrl(group, catalogServers, replica, new ReplicaReaders(config)),
        config.listen(),
        DRAIN);
  }

  private static Map<RegionName, CatalogServer> catalogServers(
      LeveeConfig config, GroupConfig group, Time time, CatalogServer.Patience patience) {
    Map<RegionName, CatalogServer> byRegion = new HashMap<>();
    for (RegionName region : group.regions()) {
      config
          .region(region)
          .catalog()
          .ifPresent(
              catalog -> byRegion.put(region, new CatalogServer(catalog.uri(), patience, time)));
    }
    return byRegion;
  }

  /**
   * Opens their ports.
   *
   * @throws StableUrlException when one cannot be had
   */
  public void start() {
    servers.forEach(StableUrlServer::start);
  }

  /** What they are and do now. */
  public List<StableUrlReport> reports() {
    return servers.stream().map(StableUrlServer::report).toList();
  }

  /** What came to them. */
  public List<StableUrlTraffic> traffic() {
    return servers.stream().map(StableUrlServer::traffic).toList();
  }

  /** Takes no new requests, and lets those under way end, for a while. */
  @Override
  public void close() {
    servers.parallelStream().forEach(StableUrlServer::close);
    threads.shutdownNow();
  }
}
