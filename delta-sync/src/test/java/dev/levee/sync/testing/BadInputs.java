package dev.levee.sync.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The bad inputs among the test resources. */
public final class BadInputs {
  private BadInputs() {}

  /** The cells of each line of a file of vectors. */
  public static List<List<String>> vectors(String file) {
    try (InputStream text = BadInputs.class.getResourceAsStream("/bad-inputs/vectors/" + file)) {
      return new String(text.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .map(line -> List.of(line.split(" \\| ", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of every commit. */
  public static Stream<byte[]> commits() {
    try (Stream<Path> files =
        Files.list(Path.of(BadInputs.class.getResource("/bad-inputs/commits").toURI()))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream()
          .map(BadInputs::bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
