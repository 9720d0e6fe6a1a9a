package dev.levee.bench;

import dev.levee.daemon.report.Json;
import dev.levee.sync.copy.CopySettings;
import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.ReplicationSettings;
import dev.levee.sync.engine.control.Daemon;
import dev.levee.sync.engine.control.ProcessIdentity;
import dev.levee.sync.engine.runner.LeveeEngine;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Levee itself, with its defaults: until all tables are caught up. */
final class LeveeTransfer {
  private static final RegionName PRIMARY = new RegionName("primary");
  private static final RegionName SECONDARY = new RegionName("secondary");
  private static final Duration PATIENCE = Duration.ofHours(6);

  private LeveeTransfer() {}

  /** Does the assignment on standard input; says on standard output how long it took. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Assignment assignment = Assignment.read(System.in);
    SystemTime time = new SystemTime();
    long start = time.nanoTime();
    try (LeveeEngine engine =
        new LeveeEngine(
            List.of(group(assignment)),
            CopySettings.defaults(),
            assignment.connections(),
            new Daemon(time, new ProcessIdentity()))) {
      engine.start();
      GroupControl group = engine.groups().get(0);
      boolean caughtUp = group.awaitCaughtUp(PATIENCE);
      long end = time.nanoTime();
      if (!caughtUp || group.status().heldTables() > 0 || group.tables().isEmpty()) {
        throw new BenchException("not caught up: " + group.status() + " " + group.tables());
      }
      System.out.println(Json.write(Transferred.nanos(end - start)));
    }
  }

  /** The group that replicates what is assigned. */
  static GroupSpec group(Assignment assignment) {
    return group(assignment, UnaryOperator.identity());
  }

  /** The same, over stores that something was done to. */
  static GroupSpec group(Assignment assignment, UnaryOperator<ObjectStore> store) {
    LocationMapping data =
        new LocationMapping("data", Map.of(PRIMARY, assignment.from(), SECONDARY, assignment.to()));
    return new GroupSpec(
        "bench",
        List.of(
            region(PRIMARY, assignment.source(), assignment, store),
            region(SECONDARY, assignment.target(), assignment, store)),
        PRIMARY,
        new LocationMappings(List.of(data), RegionName::value),
        List.of(assignment.from()),
        ReplicationSettings.defaults());
  }

  private static RegionSpec region(
      RegionName name, Bucket bucket, Assignment assignment, UnaryOperator<ObjectStore> store) {
    return new RegionSpec(name, store.apply(bucket.open()), bucket.at(assignment.control()));
  }
}
