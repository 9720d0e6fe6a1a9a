package dev.levee.daemon.cli;

import dev.levee.daemon.StoreProbe.Finding;
import dev.levee.daemon.config.LeveeConfig;
import dev.levee.daemon.report.Json;
import dev.levee.daemon.report.TextTable;
import dev.levee.daemon.report.Wording;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code levee check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks a configuration, and on the real stores what replication relies on.")
final class CheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ConfigOption config;

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  /** The answer with {@code --json}. */
  private record Checked(boolean passed, List<Finding> findings) {}

  CheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    LeveeConfig loaded = config.load(surroundings);
    List<Finding> findings = surroundings.components().probe().probe(loaded);
    boolean passed = findings.stream().allMatch(Finding::passed);
    if (json) {
      surroundings.terminal().out().println(Json.pretty(new Checked(passed, findings)));
    } else {
      show(loaded, findings);
    }
    return (passed ? ExitCode.OK : ExitCode.PREFLIGHT).code();
  }

  private void show(LeveeConfig loaded, List<Finding> findings) {
    surroundings
        .terminal()
        .out()
        .println(
            "%s: good, %s, %s"
                .formatted(
                    config.file(),
                    Wording.count(loaded.regions().size(), "region"),
                    Wording.count(loaded.groups().size(), "failover group")));
    if (!findings.isEmpty()) {
      TextTable table = new TextTable("CHECK", "RESULT", "DETAIL");
      findings.forEach(
          finding ->
              table.row(finding.subject(), finding.passed() ? "ok" : "FAILED", finding.detail()));
      surroundings.terminal().out().print(table);
      surroundings.terminal().out().flush();
    }
  }
}
