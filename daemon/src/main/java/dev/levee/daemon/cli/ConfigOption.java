package dev.levee.daemon.cli;

import dev.levee.daemon.config.ConfigLoader;
import dev.levee.daemon.config.LeveeConfig;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --config}. */
final class ConfigOption {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration, such as config/local.yaml.")
  private Path file;

  Path file() {
    return file;
  }

  LeveeConfig load(Surroundings surroundings) {
    return new ConfigLoader(surroundings.environment()).load(file);
  }
}
