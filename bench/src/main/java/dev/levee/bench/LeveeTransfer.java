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
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Levee itself, with its defaults: until the one table is caught up. */
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

  private static GroupSpec group(Assignment assignment) {
    LocationMapping data =
        new LocationMapping("data", Map.of(PRIMARY, assignment.from(), SECONDARY, assignment.to()));
    return new GroupSpec(
        "bench",
        List.of(
            region(PRIMARY, assignment.source(), assignment),
            region(SECONDARY, assignment.target(), assignment)),
        PRIMARY,
        new LocationMappings(List.of(data), RegionName::value),
        List.of(assignment.from()),
        ReplicationSettings.defaults());
  }

  private static RegionSpec region(RegionName name, Bucket bucket, Assignment assignment) {
    return new RegionSpec(name, bucket.open(), bucket.at(assignment.control()));
  }
}
