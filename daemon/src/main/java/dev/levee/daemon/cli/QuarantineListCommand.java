package dev.levee.daemon.cli;

import dev.levee.daemon.report.Json;
import dev.levee.daemon.report.QuarantineReport;
import dev.levee.daemon.report.TextTable;
import dev.levee.daemon.report.Wording;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code levee quarantine list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists what is in quarantine, of both regions.")
final class QuarantineListCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private QuarantineReading reading;

  @Parameters(arity = "0..1", paramLabel = "GROUP", description = "Only this group.")
  private String group;

  private record Groups(List<QuarantineReport.Group> failoverGroups) {}

  QuarantineListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    List<QuarantineReport.Group> groups = reading.read(surroundings, group, false);
    if (reading.json()) {
      surroundings.terminal().out().println(Json.pretty(new Groups(groups)));
    } else {
      show(groups);
    }
    return ExitCode.OK.code();
  }

  private void show(List<QuarantineReport.Group> groups) {
    if (groups.stream().allMatch(found -> found.quarantined().isEmpty())) {
      surroundings.terminal().out().println("nothing is in quarantine");
      return;
    }
    TextTable text =
        new TextTable("GROUP", "TABLE", "REGION", "VERSIONS", "FILES", "SIZE", "PUT ASIDE");
    for (QuarantineReport.Group found : groups) {
      for (QuarantineReport one : found.quarantined()) {
        List<QuarantineReport.Commit> commits = one.commits();
        text.row(
            found.name(),
            one.name(),
            one.region(),
            LossesScreen.ranges(commits.stream().map(QuarantineReport.Commit::version).toList()),
            Integer.toString(commits.stream().mapToInt(QuarantineReport.Commit::files).sum()),
            Wording.size(commits.stream().mapToLong(QuarantineReport.Commit::bytes).sum()),
            one.quarantineTime().toString());
      }
    }
    surroundings.terminal().out().print(text);
    surroundings.terminal().out().flush();
  }
}
