package dev.levee.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A configuration file for a client, which only this user reads and which goes with this process.
 */
final class SecretFile {
  private SecretFile() {}

  static Path holding(String name, String text) {
    try {
      Path file = Files.createTempFile("levee-bench-" + name + "-", ".conf");
      file.toFile().deleteOnExit();
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new BenchException("cannot write the configuration of " + name + ": " + e, e);
    }
  }
}
