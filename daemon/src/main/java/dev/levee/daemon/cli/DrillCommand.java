package dev.levee.daemon.cli;

import dev.levee.daemon.StoredGroups;
import dev.levee.daemon.config.LeveeConfig;
import dev.levee.daemon.report.DrillDocument;
import dev.levee.daemon.report.DrillPage;
import dev.levee.daemon.report.Json;
import dev.levee.daemon.report.TextTable;
import dev.levee.daemon.report.Wording;
import dev.levee.sync.copy.FairCopyExecutor;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.control.ControlLogException;
import dev.levee.sync.engine.drill.Drill;
import dev.levee.sync.engine.drill.DrillReport;
import dev.levee.sync.engine.failover.StoredGroup;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code levee drill}. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = {
      "Rehearses a forced failover without one. Asks nothing of the primary: finds all tables in"
          + " the region that would take over, reads every row of them as a Delta reader would,"
          + " and measures what a failover would take.",
      "Keeps its report, as JSON and as a page, under the group's control prefix there."
    },
    footer = {
      "",
      "Ends with 0 when every table can be read, 7 when one cannot, 6 when the region is the"
          + " primary."
    })
final class DrillCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ConfigOption config;

  @Parameters(paramLabel = "GROUP", description = "The group.")
  private String group;

  @Option(
      names = "--in",
      paramLabel = "REGION",
      description = "The region that would take over. Default: not the initial primary.")
  private String region;

  @Option(
      names = "--signed-off-by",
      paramLabel = "NAME",
      description = "Who answers for the drill. Default: the user who runs it.")
  private String signedOffBy = System.getProperty("user.name");

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  DrillCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    LeveeConfig loaded = config.load(surroundings);
    int threads = loaded.copy().threads();
    FairCopyExecutor executor = new FairCopyExecutor(threads, DrillCommand::daemonThread);
    try (StoredGroups stored = surroundings.components().storedGroups().open(loaded)) {
      StoredGroup found = StoredTablesOption.groups(stored, group).get(0);
      Drill drill =
          new Drill(
              found.spec(),
              target(found.spec()),
              surroundings.components().time(),
              new Drill.Workers(executor, threads));
      return drilled(drill);
    } finally {
      executor.close();
    }
  }

  private static Thread daemonThread(Runnable task) {
    Thread thread = new Thread(task, "levee-drill");
    thread.setDaemon(true);
    return thread;
  }

  private RegionName target(GroupSpec spec) {
    if (region == null) {
      return spec.otherThan(spec.initialPrimaryRegion()).name();
    }
    return spec.regions().stream()
        .map(side -> side.name())
        .filter(name -> name.value().equals(region))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE, "group '" + group + "' has no region '" + region + "'"));
  }

  private int drilled(Drill drill) throws IOException {
    DrillReport report;
    try {
      report = drill.run();
    } catch (ControlLogException e) {
      throw new CommandFailure(ExitCode.REFUSED, e.getMessage(), e);
    } catch (StoreException e) {
      throw new CommandFailure(ExitCode.PREFLIGHT, e.getMessage(), e);
    }
    DrillDocument document = DrillDocument.of(report, signedOffBy, Version.number());
    byte[] bytes = (Json.pretty(document) + "\n").getBytes(StandardCharsets.UTF_8);
    DrillPage page = new DrillPage(document);
    Location kept = drill.keep(report, "json", bytes);
    Location keptPage = drill.keep(report, "html", page.bytes(bytes));
    if (json) {
      surroundings.terminal().out().print(new String(bytes, StandardCharsets.UTF_8));
    } else {
      show(document, page);
      surroundings.terminal().out().printf("report: %s%npage:   %s%n", kept, keptPage);
    }
    surroundings.terminal().out().flush();
    return (document.passed() ? ExitCode.OK : ExitCode.DIFFERENT).code();
  }

  private void show(DrillDocument document, DrillPage page) {
    TextTable text = new TextTable("TABLE", "VERSION", "ROWS", "READ IN", "RESULT");
    for (DrillDocument.Table table : document.tables()) {
      text.row(
          table.name(),
          table.version().isPresent() ? "v" + table.version().getAsLong() : "-",
          table.rows().isPresent() ? Long.toString(table.rows().getAsLong()) : "-",
          Wording.time(table.readMs()),
          table.problem().orElse("read"));
    }
    surroundings.terminal().out().print(text);
    surroundings
        .terminal()
        .out()
        .printf(
            "%s %s%na forced failover to %s would take %s%n",
            document.passed() ? "PASSED:" : "FAILED:",
            page.sentence(),
            document.targetRegion(),
            page.failoverTime());
  }
}
