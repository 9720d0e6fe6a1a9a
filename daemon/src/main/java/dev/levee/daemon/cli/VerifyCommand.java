package dev.levee.daemon.cli;

import dev.levee.daemon.StoredGroups;
import dev.levee.daemon.config.LeveeConfig;
import dev.levee.daemon.report.Json;
import dev.levee.daemon.report.VerifyReport;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.failover.StoredGroup;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.rewrite.PathTransform;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.verify.ExpectedCommit;
import dev.levee.sync.verify.TableVerifier;
import dev.levee.sync.verify.VerifySettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code levee verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Compares replicas with their primaries, at the versions the replicas have published. Needs"
          + " no daemon, changes nothing, may run while tables are replicated.",
      "Always: all bytes of all commits, and that every file is there with the primary's size."
    },
    footer = {
      "",
      "Ends with 0 when every table is equal or only behind, 7 when one differs,",
      "3 when one cannot be read, 5 when one is not live yet."
    })
final class VerifyCommand implements Callable<Integer> {
  /** Requests at a time. */
  private static final int THREADS = 16;

  private final Surroundings surroundings;

  @Mixin private ConfigOption config;

  @Mixin private StoredTablesOption selection;

  @Option(names = "--deep", description = "Also compare all bytes of all files.")
  private boolean deep;

  @Option(
      names = "--rows",
      description = "Also read both sides as a Delta reader does and compare rows, by column.")
  private boolean rows;

  @Option(
      names = "--replica-only",
      description =
          "Look at the replica alone, when the primary cannot be reached: is its log whole, are its"
              + " files there; with --rows, can all rows be read.")
  private boolean replicaOnly;

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  @Parameters(arity = "0..1", paramLabel = "GROUP", description = "Only this group.")
  private String group;

  VerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (deep && replicaOnly) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--deep compares bytes with the primary's and cannot go with --replica-only; --rows reads"
              + " every file of the newest version");
    }
    LeveeConfig loaded = config.load(surroundings);
    List<VerifyReport.Group> groups = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, VerifyCommand::daemonThread);
    try (StoredGroups stored = surroundings.components().storedGroups().open(loaded)) {
      for (StoredGroup each : StoredTablesOption.groups(stored, group)) {
        groups.add(verified(each, threads));
      }
    } finally {
      threads.shutdownNow();
    }
    ExitCode exit = exit(groups);
    if (json) {
      surroundings
          .terminal()
          .out()
          .println(Json.pretty(new VerifyReport.Groups(exit == ExitCode.OK, groups)));
    } else {
      groups.forEach(new VerifyScreen(surroundings.terminal())::show);
    }
    return exit.code();
  }

  private static Thread daemonThread(Runnable task) {
    Thread thread = new Thread(task, "levee-verify");
    thread.setDaemon(true);
    return thread;
  }

  private VerifyReport.Group verified(StoredGroup stored, ExecutorService threads)
      throws InterruptedException {
    StoredGroup.Roles roles = stored.roles();
    PathTransform paths =
        PathTransform.between(
            stored.spec().mappings(), roles.primary().name(), roles.secondary().name());
    TableVerifier verifier =
        new TableVerifier(
            new VerifySettings(deep, rows, replicaOnly), new ExpectedCommit(paths), threads);
    List<TableRoots> tables = selection.of(tables(stored, roles));
    List<VerifyReport> reports = new ArrayList<>();
    for (TableRoots table : tables) {
      if (surroundings.terminal().person().isPresent()) {
        surroundings
            .terminal()
            .err()
            .printf(
                "%s: table %d of %d, %s%n",
                stored.spec().name(), reports.size() + 1, tables.size(), table.table());
      }
      reports.add(
          VerifyReport.of(
              verifier.verify(table, roles.primary().store(), roles.secondary().store())));
    }
    return new VerifyReport.Group(
        stored.spec().name(),
        roles.primary().name().value(),
        roles.secondary().name().value(),
        reports);
  }

  /** Those of both regions: one that is only in the replica is told of too. */
  private List<TableRoots> tables(StoredGroup stored, StoredGroup.Roles roles) {
    List<RegionSpec> regions =
        replicaOnly ? List.of(roles.secondary()) : List.of(roles.primary(), roles.secondary());
    try {
      return stored.tables(roles, regions);
    } catch (StoreException e) {
      throw new CommandFailure(
          ExitCode.PREFLIGHT,
          "group %s (%s -> %s): %s%s"
              .formatted(
                  stored.spec().name(),
                  roles.primary().name(),
                  roles.secondary().name(),
                  e.getMessage(),
                  replicaOnly ? "" : "; with the primary out of reach, use --replica-only"),
          e);
    }
  }

  private static ExitCode exit(List<VerifyReport.Group> groups) {
    Set<VerifyReport.Result> seen = EnumSet.noneOf(VerifyReport.Result.class);
    groups.forEach(group -> group.tables().forEach(table -> seen.add(table.outcome())));
    if (seen.contains(VerifyReport.Result.DIFFERENT)) {
      return ExitCode.DIFFERENT;
    }
    if (seen.contains(VerifyReport.Result.UNREADABLE)) {
      return ExitCode.PREFLIGHT;
    }
    return seen.contains(VerifyReport.Result.NOT_LIVE) ? ExitCode.NOT_CAUGHT_UP : ExitCode.OK;
  }
}
