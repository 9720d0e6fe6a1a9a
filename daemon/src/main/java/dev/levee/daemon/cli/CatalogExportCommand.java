package dev.levee.daemon.cli;

import dev.levee.sync.catalog.durable.CatalogExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code levee catalog export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Writes a catalog replica as one JSON document. The same replica has the same text, an asset"
            + " to a line.")
final class CatalogExportCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private CatalogReading reading;

  @Option(names = "--file", paramLabel = "FILE", description = "Write there, not to stdout.")
  private Path file;

  CatalogExportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    String document =
        reading.read(
            surroundings, found -> CatalogExport.write(found.at(reading.version()).replica()));
    if (file == null) {
      surroundings.terminal().out().print(document);
      surroundings.terminal().out().flush();
      return ExitCode.OK.code();
    }
    try {
      Path unused = Files.writeString(file, document);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, "%s cannot be written: %s".formatted(file, e), e);
    }
    return ExitCode.OK.code();
  }
}
