package dev.levee.sync.engine.control;

import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectBody;
import java.nio.charset.StandardCharsets;

/**
 * Where a group keeps what is not a table, in one region.
 *
 * @param group the folder of the group, a prefix below the region's control prefix
 */
public record ControlFolder(Location group) {
  public static ControlFolder of(RegionSpec region, String group) {
    return new ControlFolder(region.control().resolve(group + "/"));
  }

  /** Runs of versions that are published back to back. */
  public Location stagedRuns() {
    return group.resolve("staged/");
  }

  /** The log of a table that was dropped and created again. */
  public Location replaced(Location root, String name) {
    return group.resolve("replaced/" + digest(root) + "/" + name + "/");
  }

  /** Commits that lost a fork, of all tables. */
  public Location quarantine() {
    return group.resolve("quarantine/");
  }

  /** Commits of one table that lost a fork. */
  public Location quarantine(Location root, String name) {
    return quarantine(root).resolve(name + "/");
  }

  /** All commits of one table that lost a fork. */
  public Location quarantine(Location root) {
    return quarantine().resolve(digest(root) + "/");
  }

  /** The reports of failovers that ended in this region. */
  public Location losses() {
    return group.resolve("losses/");
  }

  /** The durable replica of the catalogs, while this region is the secondary. */
  public Location catalog() {
    return group.resolve("catalog/");
  }

  /** Signs of life of daemons that stand by. */
  public Location standby() {
    return group.resolve("standby/");
  }

  /** The reports of drills in this region. */
  public Location drills() {
    return group.resolve("drills/");
  }

  /** The report of the failover that began this epoch. */
  public Location losses(long epoch) {
    return losses().resolve(epoch + ".json");
  }

  /** Names a table's root by one segment of a key: roots may lie within each other. */
  public static String digest(Location root) {
    return ObjectBody.of(root.toString().getBytes(StandardCharsets.UTF_8)).md5();
  }
}
