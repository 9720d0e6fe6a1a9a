package dev.levee.daemon.cli;

import dev.levee.daemon.report.CatalogDiffReport;
import dev.levee.daemon.report.CatalogDiffReport.Change;
import dev.levee.daemon.report.Json;
import dev.levee.daemon.report.Wording;
import dev.levee.sync.catalog.DurableCatalog.Version;
import dev.levee.sync.catalog.DurableCatalog.Versioned;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code levee catalog diff}. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description =
        "Shows in what two versions of a catalog replica differ, by asset and attribute. Without"
            + " --at: the version before; without --with: the newest.")
final class CatalogDiffCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private CatalogReading reading;

  @Option(
      names = "--with",
      paramLabel = "VERSION",
      description = "The version to compare with. Default: the newest.")
  private Long with;

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  CatalogDiffCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    CatalogDiffReport report = reading.read(surroundings, this::report);
    PrintWriter out = surroundings.terminal().out();
    if (json) {
      out.println(Json.pretty(report));
    } else {
      show(out, report);
    }
    out.flush();
    return ExitCode.OK.code();
  }

  private CatalogDiffReport report(CatalogReading.Found found) {
    Versioned to = found.at(Optional.ofNullable(with));
    Versioned from = found.at(reading.version().orElseGet(() -> before(found, to.version())));
    return CatalogDiffReport.of(reading.group(), found.region().name().value(), from, to);
  }

  private static long before(CatalogReading.Found found, long version) {
    return found.catalog().versions().stream()
        .map(Version::version)
        .filter(earlier -> earlier < version)
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.FAILED, "the catalog replica has no version before " + version));
  }

  private static void show(PrintWriter out, CatalogDiffReport report) {
    for (Change change : report.changes()) {
      out.printf(
          "%s %s %s%n",
          sign(change.what()),
          change.kind().toLowerCase(Locale.ROOT).replace('_', ' '),
          Wording.printable(change.name()));
      if (change.what() == CatalogDiffReport.What.CHANGED) {
        change
            .attributes()
            .forEach(
                (attribute, values) ->
                    out.printf(
                        "    %s: %s -> %s%n", attribute, text(values.from()), text(values.to())));
      }
    }
    out.printf(
        "%s between version %d and version %d in %s%n",
        Wording.count(report.changes().size(), "difference"),
        report.fromVersion(),
        report.toVersion(),
        report.region());
  }

  private static String sign(CatalogDiffReport.What what) {
    return switch (what) {
      case ADDED -> "+";
      case REMOVED -> "-";
      case CHANGED -> "~";
    };
  }

  private static String text(Optional<String> value) {
    return value.map(Wording::printable).orElse("(none)");
  }
}
