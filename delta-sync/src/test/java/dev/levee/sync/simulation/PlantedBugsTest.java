package dev.levee.sync.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation finds each of these bugs within two thousand seeds. */
class PlantedBugsTest {
  private static final long SEEDS = 2_000;

  @ParameterizedTest
  @EnumSource(PlantedBug.class)
  void aPlantedBugIsFound(PlantedBug bug) throws ReflectiveOperationException {
    Method run =
        Class.forName(Search.class.getName(), true, new AlteredEngine(bug.alterations()))
            .getDeclaredMethod("find", long[].class);
    run.setAccessible(true);
    long[] seeds =
        LongStream.concat(LongStream.of(bug.seed()), LongStream.rangeClosed(1, SEEDS)).toArray();
    String found = (String) run.invoke(null, (Object) seeds);
    assertThat(found).as(bug.name()).isNotEmpty();
  }

  /** Is loaded with the altered engine. */
  static final class Search {
    private Search() {}

    /** What the first of these seeds that fails says; empty when none does. */
    static String find(long[] seeds) {
      try (EngineFaults unused = new EngineFaults()) {
        for (long seed : seeds) {
          Optional<Throwable> failure = Simulation.run(seed, 0).failure();
          if (failure.isPresent()) {
            return "seed %d: %s".formatted(seed, failure.get());
          }
        }
      }
      return "";
    }
  }
}
