package dev.levee.daemon.cli;

import dev.levee.daemon.report.CatalogReport;
import dev.levee.daemon.report.Json;
import dev.levee.daemon.report.TextTable;
import dev.levee.daemon.report.Wording;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code levee catalog list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the assets of a catalog replica, or its versions.")
final class CatalogListCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private CatalogReading reading;

  @Option(names = "--versions", description = "List the versions that can be read.")
  private boolean versions;

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  CatalogListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (versions && reading.version().isPresent()) {
      throw new CommandFailure(ExitCode.USAGE, "--versions and --at do not go together");
    }
    if (versions) {
      CatalogReport.Versions report =
          reading.read(
              surroundings,
              found ->
                  CatalogReport.Versions.of(
                      reading.group(), found.region().name().value(), found.catalog().versions()));
      answer(report, () -> show(report));
    } else {
      CatalogReport report =
          reading.read(
              surroundings,
              found ->
                  CatalogReport.of(
                      reading.group(), found.region().name().value(), found.at(reading.version())));
      answer(report, () -> show(report));
    }
    return ExitCode.OK.code();
  }

  private void answer(Object report, Runnable show) {
    if (json) {
      surroundings.terminal().out().println(Json.pretty(report));
    } else {
      show.run();
    }
    surroundings.terminal().out().flush();
  }

  private void show(CatalogReport report) {
    TextTable text = new TextTable("KIND", "NAME", "OWNER", "REGISTERED BY", "DROPPED");
    for (CatalogReport.Asset asset : report.assets()) {
      text.row(
          asset.kind().toLowerCase(Locale.ROOT).replace('_', ' '),
          asset.name(),
          asset.owner().isEmpty() ? "-" : asset.owner(),
          registeredBy(asset.registration()),
          asset
              .droppedTime()
              .map(time -> time.truncatedTo(ChronoUnit.SECONDS).toString())
              .orElse("-"));
    }
    PrintWriter out = surroundings.terminal().out();
    out.print(text);
    out.println();
    out.printf(
        "%s of the catalog of %s, in %s, version %d, epoch %d%n",
        Wording.count(report.assets().size(), "asset"),
        Wording.printable(report.primaryRegion()),
        report.region(),
        report.version(),
        report.epoch());
  }

  private static String registeredBy(String registration) {
    return switch (registration) {
      case "LEVEE" -> "levee";
      case "PENDING" -> "levee (pending)";
      case "FOREIGN" -> "somebody else";
      default -> "-";
    };
  }

  private void show(CatalogReport.Versions report) {
    TextTable text = new TextTable("VERSION", "WRITTEN", "EPOCH", "ASSETS");
    for (CatalogReport.OneVersion version : report.versions()) {
      text.row(
          Long.toString(version.version()),
          version.writtenTime().truncatedTo(ChronoUnit.SECONDS).toString(),
          Long.toString(version.epoch()),
          Integer.toString(version.assets()));
    }
    surroundings.terminal().out().print(text);
  }
}
