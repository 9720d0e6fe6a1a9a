package dev.levee.bench;

import dev.levee.daemon.report.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a report goes. */
public final class ReportOptions {
  @Option(names = "--json", paramLabel = "FILE", description = "Also write everything there.")
  private Optional<Path> json;

  /** Writes it for people, and for programs where that is asked for. */
  public void write(Report report, PrintWriter out) throws IOException {
    out.print(report.text());
    out.flush();
    if (json.isPresent()) {
      Files.writeString(json.get(), Json.pretty(report) + "\n");
    }
  }
}
