package dev.levee.bench.micro;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Maps the location of a data file that the last of the mappings covers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LocationMapper {
  private static final RegionName EAST = new RegionName("east");
  private static final RegionName WEST = new RegionName("west");

  /** How many mappings there are. */
  @Param({"1", "100"})
  public int mappings;

  private LocationMappings all;
  private Location location;

  /** Makes the mappings. */
  @Setup
  public void make() {
    List<LocationMapping> made =
        IntStream.range(0, mappings)
            .mapToObj(
                i ->
                    new LocationMapping(
                        "data" + i, Map.of(EAST, prefix("east", i), WEST, prefix("west", i))))
            .toList();
    all = new LocationMappings(made, RegionName::value);
    location =
        prefix("east", mappings - 1)
            .resolve("sales/orders/part-00000-3f2c8e0a-c000.snappy.parquet");
  }

  private static Location prefix(String side, int number) {
    return Location.parse("s3://acme-lake-%s/unit_%04d/".formatted(side, number));
  }

  /** One location. */
  @Benchmark
  public Optional<Location> map() {
    return all.map(location, EAST, WEST);
  }
}
