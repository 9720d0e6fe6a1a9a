package dev.levee.daemon.cli;

import dev.levee.daemon.StoredGroups;
import dev.levee.daemon.report.Json;
import dev.levee.daemon.report.LossesReport;
import dev.levee.sync.engine.failover.StoredGroup;
import dev.levee.sync.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code levee losses}. */
@Command(
    name = "losses",
    mixinStandardHelpOptions = true,
    description = {
      "Shows, for each failover, how far every table was, what was known to be behind, and, once"
          + " the old primary was seen again, exactly which of its versions are in quarantine.",
      "Needs no daemon and changes nothing."
    })
final class LossesCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ConfigOption config;

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  @Parameters(arity = "0..1", paramLabel = "GROUP", description = "Only this group.")
  private String group;

  /** A group's failovers, and what could not be read, as {@code --json} writes them. */
  private record GroupLosses(
      String name, Map<String, String> outOfReach, List<LossesReport> failovers) {}

  private record AllLosses(List<GroupLosses> failoverGroups) {}

  LossesCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    List<GroupLosses> groups = new ArrayList<>();
    try (StoredGroups stored =
        surroundings.components().storedGroups().open(config.load(surroundings))) {
      for (StoredGroup each : StoredTablesOption.groups(stored, group)) {
        groups.add(losses(each));
      }
    } catch (StoreException e) {
      throw new CommandFailure(ExitCode.PREFLIGHT, e.getMessage(), e);
    }
    if (json) {
      surroundings.terminal().out().println(Json.pretty(new AllLosses(groups)));
    } else {
      groups.forEach(this::show);
    }
    return ExitCode.OK.code();
  }

  private static GroupLosses losses(StoredGroup stored) {
    Map<String, String> outOfReach = QuarantineReading.names(stored.lossReports().outOfReach());
    return new GroupLosses(
        stored.spec().name(), outOfReach, stored.losses().stream().map(LossesReport::of).toList());
  }

  private void show(GroupLosses group) {
    QuarantineReading.warn(surroundings.terminal(), group.outOfReach());
    if (group.failovers().isEmpty()) {
      surroundings.terminal().out().println(group.name() + ": no failover has left a report");
    }
    LossesScreen screen = new LossesScreen(surroundings.terminal());
    group.failovers().forEach(failover -> screen.show(group.name(), failover));
  }
}
