package dev.levee.daemon.cli;

import dev.levee.daemon.report.CatalogStatusReport;
import dev.levee.daemon.report.CatalogStatusReport.MisfitReport;
import dev.levee.daemon.report.Wording;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code levee catalog status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Asks the daemon how far a group's catalogs are replicated, and what does not fit.")
final class CatalogStatusCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AdminOptions options;

  @Option(
      names = "--misfits",
      description = "Show each asset and attribute that does not fit, not only how many.")
  private boolean misfits;

  @Parameters(paramLabel = "GROUP", description = "The group.")
  private String group;

  CatalogStatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    CatalogStatusReport status = options.client(surroundings).catalog(group, misfits);
    if (!options.wroteJson(surroundings.terminal(), status)) {
      show(status);
    }
    return ExitCode.OK.code();
  }

  private void show(CatalogStatusReport status) {
    line("catalogs", String.join(", ", status.catalogs()));
    line("source", status.source().isEmpty() ? "no catalog server" : status.source());
    line("target", status.target().orElse("no catalog server, the durable replica only"));
    line("replicated", Wording.behind(status.lagMs()));
    line(
        "replica",
        status.version() < 0
            ? "not written yet"
            : "version %d, %s, %d of them dropped and within their grace period"
                .formatted(
                    status.version(), Wording.count(status.assets(), "asset"), status.dropping()));
    status.dropsHeld().ifPresent(held -> line("drops held", held));
    status.problem().ifPresent(problem -> line("problem", problem));
    status.misfitCounts().forEach(this::count);
    status.misfits().orElse(List.of()).forEach(this::misfit);
    surroundings.terminal().out().flush();
  }

  private void line(String label, String text) {
    surroundings.terminal().out().printf("%-12s%s%n", label, Wording.printable(text));
  }

  private void count(CatalogStatusReport.MisfitCount count) {
    String what = count.attribute().map(attribute -> " (" + attribute + ")").orElse("");
    line("misfit", "%d x %s%s".formatted(count.count(), count.error(), what));
  }

  private void misfit(MisfitReport misfit) {
    PrintWriter out = surroundings.terminal().out();
    out.println();
    out.println(
        Wording.printable(misfit.asset())
            + misfit.attribute().map(attribute -> ", its " + attribute).orElse("")
            + ": "
            + misfit.error());
    out.println("  found:  " + Wording.printable(misfit.message()));
    out.println("  remedy: " + misfit.remedy());
  }
}
