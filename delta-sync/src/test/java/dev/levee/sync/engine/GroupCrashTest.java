package dev.levee.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.LoggerFactory;

/**
 * Whatever call of a store breaks while roles change, and however: what the operator asked for
 * comes to its end, both logs are whole at every moment, and no commit is lost.
 */
class GroupCrashTest {
  private static final Logger ENGINE =
      (Logger) LoggerFactory.getLogger("dev.levee.sync.engine.runner");
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(GroupCrashTest.class);

  @BeforeAll
  static void expectDeaths() {
    ENGINE.setLevel(Level.OFF);
  }

  @AfterAll
  static void expectNoMoreDeaths() {
    ENGINE.setLevel(null);
  }

  @TestFactory
  Stream<DynamicTest> roleChangesSurviveACrashAtEveryStep() {
    return GroupScenario.all().stream()
        .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> crash(scenario)));
  }

  private static void crash(GroupScenario scenario) {
    CrashingStore.Fuse whole = CrashingStore.Fuse.none();
    new GroupCrashRun(scenario, whole).run();
    List<CrashingStore.Fuse> fuses =
        IntStream.rangeClosed(1, whole.calls())
            .boxed()
            .flatMap(
                call ->
                    Stream.of(CrashingStore.Point.values())
                        .map(point -> new CrashingStore.Fuse(call, point)))
            .toList();
    fuses.parallelStream().forEach(fuse -> new GroupCrashRun(scenario, fuse).run());
    assertThat(fuses.size()).isGreaterThan(40);
    LOG.info("{}: {} runs", scenario.name(), fuses.size());
  }
}
