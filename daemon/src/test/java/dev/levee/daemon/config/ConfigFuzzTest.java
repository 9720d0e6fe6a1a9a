package dev.levee.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a configuration file holds, it is a configuration or a list of problems. */
class ConfigFuzzTest {
  private static final String SECRET = "canary-of-the-environment";

  static Stream<byte[]> files() throws IOException {
    try (Stream<Path> found = Files.list(Path.of("src/test/resources/bad-configs"))) {
      return found.sorted().toList().stream().map(ConfigFuzzTest::bytes);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @MethodSource("files")
  @FuzzTest(maxDuration = "5s")
  void aFileIsAConfigurationOrAListOfProblemsWithoutSecrets(byte[] bytes) throws IOException {
    if (bytes == null) {
      return;
    }
    Path file = Files.createTempFile("levee-config", ".yaml");
    try {
      Files.write(file, bytes);
      ConfigLoader loader =
          new ConfigLoader(Map.of("EAST_KEY", SECRET, "EAST_SECRET", SECRET)::get);
      assertThat(loader.load(file)).isNotNull();
    } catch (ConfigException e) {
      List<ConfigProblem> problems = e.problems();
      assertThat(problems).isNotEmpty();
      assertThat(problems)
          .allSatisfy(
              problem ->
                  assertThat(problem.toString()).doesNotContain("\n").doesNotContain(SECRET));
    } finally {
      Files.delete(file);
    }
  }
}
