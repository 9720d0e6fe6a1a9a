package dev.levee.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.levee.sync.engine.table.TableSync;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.LoggerFactory;

/**
 * An old primary comes back with commits, checkpoints and checksums that nobody replicated.
 * Whenever the process dies that winds its log back, and whatever call of a store fails or loses
 * its answer: nothing is removed that is not kept, and readers see a valid table at every moment.
 */
class WindBackCrashTest {
  /** It looks for a checkpoint that the wind-back has just removed. */
  private static final Logger KERNEL = (Logger) LoggerFactory.getLogger("io.delta.kernel");

  private static final Logger PASSES = (Logger) LoggerFactory.getLogger(TableSync.class);
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(WindBackCrashTest.class);

  @BeforeAll
  static void expectDeaths() {
    PASSES.setLevel(Level.OFF);
    KERNEL.setLevel(Level.ERROR);
  }

  @AfterAll
  static void expectNoMoreDeaths() {
    PASSES.setLevel(null);
    KERNEL.setLevel(null);
  }

  @TestFactory
  Stream<DynamicTest> nothingIsLostByACrashAtEveryStepOfTheWindBack() {
    return Stream.of(
            new WindBackScenario("a whole log, a checkpoint above the fork", "basic", 8, false),
            new WindBackScenario("a checkpoint just below the fork", "basic", 10, false),
            new WindBackScenario("a log that begins at a checkpoint", "log_cleanup", 18, false),
            new WindBackScenario("the fork is where the log begins", "log_cleanup", 15, false),
            new WindBackScenario("deletion vectors", "deletion_vectors", 6, false),
            new WindBackScenario("writers that do not know go on", "basic", 9, true))
        .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> crash(scenario)));
  }

  private static void crash(WindBackScenario scenario) {
    int runs = scenario.crashEverywhere();
    assertThat(runs).isGreaterThan(50);
    LOG.info("{}: {} runs", scenario.name(), runs);
  }
}
