package dev.levee.daemon.cli;

import dev.levee.daemon.StoredGroups;
import dev.levee.daemon.report.HistoryReport;
import dev.levee.daemon.report.Json;
import dev.levee.daemon.report.TextTable;
import dev.levee.sync.engine.failover.StoredGroup;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.verify.HistoryReader;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code levee history}. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description =
        "Shows when a table's versions were committed, as readers of the primary and of the replica"
            + " tell. Without in-commit timestamps the two differ, and so does time travel by"
            + " timestamp.")
final class HistoryCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ConfigOption config;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "The newest versions only. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--replica-only",
      description = "Ask the replica alone; it knows the primary's times from when it copied.")
  private boolean replicaOnly;

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  @Parameters(paramLabel = "TABLE", description = "A table's name, as levee tables shows it.")
  private String table;

  HistoryCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--limit is at least 1");
    }
    try (StoredGroups stored =
        surroundings.components().storedGroups().open(config.load(surroundings))) {
      HistoryReport report = report(stored);
      if (report.commits().isEmpty()) {
        throw new CommandFailure(ExitCode.FAILED, "there is no table '" + table + "'");
      }
      if (json) {
        surroundings.terminal().out().println(Json.pretty(report));
      } else {
        show(report);
      }
    }
    return ExitCode.OK.code();
  }

  private HistoryReport report(StoredGroups stored) {
    for (StoredGroup group : stored.all()) {
      Optional<TableId> id = group.table(table);
      if (id.isPresent()) {
        StoredGroup.Roles roles = group.roles();
        TableRoots roots = group.roots(id.get(), roles);
        try {
          return HistoryReport.of(
              roots,
              new HistoryReader(
                      roots, roles.primary().store(), roles.secondary().store(), !replicaOnly)
                  .newest(limit));
        } catch (SnapshotException e) {
          throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        }
      }
    }
    throw new CommandFailure(ExitCode.FAILED, "no location mapping has a table '" + table + "'");
  }

  private void show(HistoryReport report) {
    TextTable text =
        new TextTable("VERSION", "OPERATION", "PRIMARY", "REPLICA", "SAME FOR READERS");
    for (HistoryReport.Entry commit : report.commits()) {
      text.row(
          "v" + commit.version(),
          commit.operation().orElse("-"),
          time(commit.primaryTime()),
          time(commit.replicaTime()),
          commit.equalForReaders() ? "yes" : "no");
    }
    PrintWriter out = surroundings.terminal().out();
    out.print(text);
    if (!report.inCommitTimestamps()) {
      out.println();
      out.println(
          "Time travel by timestamp differs between the two: the table has no in-commit timestamps.");
      out.println(
          "On the primary: ALTER TABLE ... SET TBLPROPERTIES ('delta.enableInCommitTimestamps' = 'true')");
    }
    out.flush();
  }

  private static String time(Optional<Instant> time) {
    return time.map(at -> at.truncatedTo(ChronoUnit.MILLIS).toString()).orElse("-");
  }
}
