package dev.levee.daemon.cli;

import dev.levee.daemon.report.Json;
import dev.levee.daemon.report.QuarantineReport;
import dev.levee.daemon.report.TextTable;
import dev.levee.daemon.report.Wording;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code levee quarantine show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "Shows a table's commits in quarantine, where their bytes are, and whether their data files"
            + " are still there.")
final class QuarantineShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private QuarantineReading reading;

  @Parameters(index = "0", paramLabel = "GROUP", description = "The group.")
  private String group;

  @Parameters(
      index = "1",
      paramLabel = "TABLE",
      description = "A table's name, as levee tables shows it.")
  private String table;

  QuarantineShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    List<QuarantineReport> found =
        reading.read(surroundings, group, true).stream()
            .flatMap(one -> one.quarantined().stream())
            .filter(one -> one.name().equals(table))
            .toList();
    if (found.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED, "nothing of the table '" + table + "' is in quarantine");
    }
    if (reading.json()) {
      surroundings.terminal().out().println(Json.pretty(new QuarantineReport.Group(group, found)));
    } else {
      found.forEach(this::show);
    }
    return ExitCode.OK.code();
  }

  private void show(QuarantineReport one) {
    PrintWriter out = surroundings.terminal().out();
    out.printf(
        "%s in %s, after v%d, put aside %s%n",
        Wording.printable(one.name()),
        one.region(),
        one.newestCommonVersion(),
        one.quarantineTime());
    out.printf("  commits: %s_delta_log/%n", Wording.printable(one.folder()));
    out.printf("  files:   %s%n", Wording.printable(one.root()));
    TextTable text =
        new TextTable("VERSION", "COMMITTED", "OPERATION", "ENGINE", "ADDS", "SIZE", "GONE");
    for (QuarantineReport.Commit commit : one.commits()) {
      text.row(
          "v" + commit.version(),
          commit.commitTime().toString(),
          commit.operation().orElse("-"),
          commit.engine().orElse("-"),
          Wording.count(commit.files(), "file") + (commit.onlyAdds() ? " (append)" : ""),
          Wording.size(commit.bytes()),
          commit.filesGone().map(gone -> Integer.toString(gone.size())).orElse("-"));
    }
    out.print(text);
    out.flush();
  }
}
