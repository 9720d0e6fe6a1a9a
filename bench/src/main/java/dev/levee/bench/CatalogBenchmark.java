package dev.levee.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.Catalog;
import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.change.DropPolicy;
import dev.levee.sync.catalog.durable.DeltaCatalogReplica;
import dev.levee.sync.catalog.replication.CatalogPolicy;
import dev.levee.sync.catalog.replication.CatalogReplication;
import dev.levee.sync.catalog.replication.CatalogSides;
import dev.levee.sync.catalog.replication.CatalogSides.Side;
import dev.levee.sync.catalog.replication.CycleReport;
import dev.levee.sync.catalog.unity.UnityCatalog;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.memory.MemoryObjectStore;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A catalog's first replication, and cycles in which nothing has changed. */
final class CatalogBenchmark {
  static final String FIRST = "first replication";
  static final String NO_CHANGE = "no-change cycle";
  static final String FLOOR = "floor";

  private static final RegionName SOURCE = new RegionName("source");
  private static final RegionName TARGET = new RegionName("target");
  private static final double NANOS_PER_SECOND = 1e9;

  private final String catalog;
  private final int runs;
  private final Time time;
  private final Consumer<String> progress;

  /**
   * A benchmark.
   *
   * @param catalog the name of the catalog that is created and replicated
   * @param runs how often the no-change cycle and the floor are measured
   * @param progress is told, in a line, what is done
   */
  CatalogBenchmark(String catalog, int runs, Time time, Consumer<String> progress) {
    this.catalog = catalog;
    this.runs = runs;
    this.time = time;
    this.progress = progress;
  }

  /** Creates the tables in the source, and measures. */
  CatalogReport run(CatalogServers servers, int tables) throws InterruptedException {
    Instant date = time.now();
    Machine machine = Machine.here();
    try (UnityCatalog source = new UnityCatalog(servers.source(), time);
        UnityCatalog target = new UnityCatalog(servers.target(), time)) {
      progress.accept("creating %d tables".formatted(tables));
      source.create(new Catalog(AssetName.of(catalog), CatalogWorkload.DETAILS, ""));
      new CatalogWorkload(source, AssetName.of(catalog)).fill(tables, servers.source().readers());
      List<CatalogReport.Phase> phases = new ArrayList<>();
      Optional<CatalogServer.Requests> unused = servers.requests();
      CatalogReplication replication = replication(source, target);
      phases.add(measured(FIRST, servers, () -> cycle(replication)));
      CatalogFloor floor = new CatalogFloor(servers.source());
      int assets = floor.read(catalog);
      progress.accept("measuring the reading of %d assets".formatted(assets));
      unused = servers.requests();
      for (int run = 0; run < runs; run++) {
        phases.add(measured(NO_CHANGE, servers, () -> cycle(replication)));
        phases.add(measured(FLOOR, servers, () -> floor.read(catalog)));
      }
      return new CatalogReport(date, machine, tables, servers.source().readers(), phases);
    }
  }

  /** What is measured. */
  @FunctionalInterface
  private interface Task {
    int run() throws InterruptedException;
  }

  private CatalogReport.Phase measured(String name, CatalogServers servers, Task task)
      throws InterruptedException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long cpu = system.getProcessCpuTime();
    long start = time.nanoTime();
    int result = task.run();
    long end = time.nanoTime();
    double burnt = (system.getProcessCpuTime() - cpu) / NANOS_PER_SECOND;
    Optional<CatalogServer.Requests> requests = servers.requests();
    double seconds = (end - start) / NANOS_PER_SECOND;
    progress.accept("%s: %.2f s (%d)".formatted(name, seconds, result));
    return new CatalogReport.Phase(
        name,
        seconds,
        burnt,
        requests.map(r -> OptionalInt.of(r.source())).orElseGet(OptionalInt::empty),
        requests.map(r -> OptionalInt.of(r.target())).orElseGet(OptionalInt::empty));
  }

  private int cycle(CatalogReplication replication) {
    CycleReport report = replication.run(time.now(), replication.read(), () -> true).orElseThrow();
    report
        .targetProblem()
        .ifPresent(
            problem -> {
              throw new BenchException("the target failed: " + problem);
            });
    return report.changes();
  }

  private CatalogReplication replication(UnityCatalog source, UnityCatalog target) {
    LocationMapping data =
        new LocationMapping(
            "data",
            Map.of(
                SOURCE,
                Location.parse(CatalogWorkload.LOCATION),
                TARGET,
                Location.parse("s3://levee-bench-target/data/")));
    CatalogSides sides =
        new CatalogSides(
            1,
            side(SOURCE, source),
            side(TARGET, target),
            new LocationMappings(List.of(data), RegionName::value),
            new CatalogSides.Liveness(root -> true, root -> true));
    CatalogPolicy policy =
        new CatalogPolicy(
            new CatalogScope(new TreeSet<>(List.of(catalog))),
            DropPolicy.DEFAULT,
            Duration.ofDays(1));
    return new CatalogReplication(sides, policy, time);
  }

  private Side side(RegionName region, UnityCatalog server) {
    return new Side(
        region,
        Optional.of(server),
        new DeltaCatalogReplica(
            new MemoryObjectStore(region.value(), time),
            Location.parse("s3://levee-bench/" + region + "/"),
            DeltaCatalogReplica.Settings.DEFAULT,
            time));
  }
}
