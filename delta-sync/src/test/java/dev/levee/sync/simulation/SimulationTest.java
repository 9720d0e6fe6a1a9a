package dev.levee.sync.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The real engine, through thousands of simulated disasters. */
class SimulationTest {
  private static final long SEEDS = Long.getLong("levee.seeds", 2000);
  private static final long ONE = Long.getLong("levee.seed", -1);

  @Test
  void seeds() {
    Counters all = new Counters();
    List<String> failures = new ArrayList<>();
    long begun = System.nanoTime();
    long first = Long.getLong("levee.firstSeed", 1);
    try (EngineFaults unused = new EngineFaults()) {
      (ONE >= 0 ? LongStream.of(ONE) : LongStream.range(first, first + SEEDS))
          .forEach(
              seed -> {
                Simulation.Result result = Simulation.run(seed, ONE >= 0 ? 1_000_000 : 0);
                all.add(result.counters());
                if (ONE >= 0) {
                  result.lines().forEach(System.out::println);
                }
                result
                    .failure()
                    .ifPresent(
                        failure -> {
                          failures.add("seed " + seed + ": " + failure);
                          if (ONE >= 0) {
                            failure.printStackTrace(System.out);
                          }
                        });
              });
    }
    System.out.println(all + " ms=" + (System.nanoTime() - begun) / 1_000_000);
    failures.stream().limit(40).forEach(System.out::println);
    assertThat(failures).isEmpty();
  }
}
