package dev.levee.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each file says in comments at its top what is to be reported: exactly that, and all at once. */
class BadConfigTest {
  private static final Path FOLDER = Path.of("src/test/resources/bad-configs");
  private static final String EXPECT = "# expect: ";

  @TestFactory
  Stream<DynamicTest> everyBadFileIsReportedAsItSays() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(FOLDER)) {
      files = found.sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(60);
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    ConfigLoader loader = new ConfigLoader(Map.of("EAST_KEY", "k", "EAST_SECRET", "s")::get);
    List<String> expected =
        Files.readAllLines(file).stream()
            .filter(line -> line.startsWith(EXPECT))
            .map(line -> line.substring(EXPECT.length()))
            .toList();
    ConfigException thrown = catchThrowableOfType(ConfigException.class, () -> loader.load(file));
    assertThat(thrown).isNotNull();
    assertThat(thrown.problems()).map(ConfigProblem::toString).isEqualTo(expected);
    assertThat(thrown.getMessage()).isEqualTo(String.join("\n", expected));
    assertThat(thrown.getMessage()).doesNotContain("canary");
  }
}
