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
  /** More fill the screen without saying more; {@code --all} and {@code --json} have the rest. */
  private static final int SHOWN = 20;

  private final Surroundings surroundings;

  @Mixin private AdminOptions options;

  @Option(names = "--all", description = "Show everything that does not fit, not the first 20.")
  private boolean all;

  @Parameters(paramLabel = "GROUP", description = "The group.")
  private String group;

  CatalogStatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    CatalogStatusReport status = options.client(surroundings).catalog(group);
    if (!options.wroteJson(surroundings.terminal(), status)) {
      show(status);
    }
    return ExitCode.OK.code();
  }

  private void show(CatalogStatusReport status) {
    PrintWriter out = surroundings.terminal().out();
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
    misfits(status.misfits().orElse(List.of()));
    out.flush();
  }

  private void line(String label, String text) {
    surroundings.terminal().out().printf("%-12s%s%n", label, Wording.printable(text));
  }

  private void count(CatalogStatusReport.MisfitCount count) {
    String what = count.attribute().map(attribute -> " (" + attribute + ")").orElse("");
    line("misfit", "%d x %s%s".formatted(count.count(), count.error(), what));
  }

  private void misfits(List<MisfitReport> misfits) {
    PrintWriter out = surroundings.terminal().out();
    int shown = all ? misfits.size() : Math.min(SHOWN, misfits.size());
    for (MisfitReport misfit : misfits.subList(0, shown)) {
      out.println();
      out.println(
          Wording.printable(misfit.asset())
              + misfit.attribute().map(attribute -> ", its " + attribute).orElse("")
              + ": "
              + misfit.error());
      out.println("  found:  " + Wording.printable(misfit.message()));
      out.println("  remedy: " + misfit.remedy());
    }
    if (shown < misfits.size()) {
      out.println();
      out.println((misfits.size() - shown) + " more; --all shows them");
    }
  }
}
