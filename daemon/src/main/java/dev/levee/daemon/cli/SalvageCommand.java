package dev.levee.daemon.cli;

import dev.levee.daemon.StoredGroups;
import dev.levee.daemon.config.LeveeConfig;
import dev.levee.daemon.report.Json;
import dev.levee.daemon.report.SalvageReport;
import dev.levee.sync.copy.FairCopyExecutor;
import dev.levee.sync.engine.failover.StoredGroup;
import dev.levee.sync.engine.salvage.SalvageException;
import dev.levee.sync.engine.salvage.SalvagedCommit;
import dev.levee.sync.engine.salvage.TableSalvage;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.TableId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code levee salvage}. */
@Command(
    name = "salvage",
    mixinStandardHelpOptions = true,
    description = {
      "Shows which commits that an old primary took alone can be applied again in the region that"
          + " is the primary now: blind appends that still fit the table. With --apply, copies their"
          + " files and commits them.",
      "Needs no daemon. A second run applies nothing twice. The quarantine keeps everything."
    },
    footer = {
      "",
      "With --apply ends with 0 when nothing is left that could not be applied,",
      "8 when something is; 6 when the group's state forbids it now."
    })
final class SalvageCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ConfigOption config;

  @Option(names = "--apply", description = "Copy the files and commit. Without it: only look.")
  private boolean apply;

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  @Parameters(index = "0", paramLabel = "GROUP", description = "The group.")
  private String group;

  @Parameters(
      index = "1",
      paramLabel = "TABLE",
      description = "A table's name, as levee tables shows it.")
  private String table;

  SalvageCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    LeveeConfig loaded = config.load(surroundings);
    try (StoredGroups stored = surroundings.components().storedGroups().open(loaded);
        FairCopyExecutor executor =
            new FairCopyExecutor(loaded.copy().threads(), SalvageCommand::daemonThread)) {
      SalvageReport report =
          report(stored, new TableSalvage.Copying(executor, loaded.copy().settings()));
      if (json) {
        surroundings.terminal().out().println(Json.pretty(report));
      } else {
        new SalvageScreen(surroundings.terminal()).show(report);
      }
      boolean left = !report.with(SalvageReport.Answer.NOT_RE_APPLICABLE).isEmpty();
      return (apply && left ? ExitCode.NOT_SALVAGED : ExitCode.OK).code();
    }
  }

  private static Thread daemonThread(Runnable task) {
    Thread thread = new Thread(task, "levee-copy");
    thread.setDaemon(true);
    return thread;
  }

  private SalvageReport report(StoredGroups stored, TableSalvage.Copying copying) {
    StoredGroup named = StoredTablesOption.groups(stored, group).get(0);
    TableId id =
        named
            .table(table)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.FAILED, "no location mapping has a table '" + table + "'"));
    try {
      TableSalvage salvage = TableSalvage.of(named, id, copying);
      if (apply) {
        stored.requireExclusiveCreation(salvage.primary().name());
      }
      List<SalvagedCommit> commits = apply ? salvage.apply() : salvage.examine();
      if (commits.isEmpty()) {
        throw new CommandFailure(
            ExitCode.FAILED, "nothing of the table '" + table + "' is in quarantine");
      }
      return SalvageReport.of(
          group,
          new SalvageReport.Subject(table, salvage.primary().name().value()),
          apply,
          commits);
    } catch (SalvageException e) {
      throw new CommandFailure(exit(e.kind()), e.getMessage(), e);
    } catch (SnapshotException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
    }
  }

  private static ExitCode exit(SalvageException.Kind kind) {
    return switch (kind) {
      case REFUSED -> ExitCode.REFUSED;
      case FAILED -> ExitCode.FAILED;
    };
  }
}
