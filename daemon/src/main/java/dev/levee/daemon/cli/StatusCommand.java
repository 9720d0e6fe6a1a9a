package dev.levee.daemon.cli;

import dev.levee.daemon.report.GroupReport;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code levee status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows where the failover groups stand, and which tables are held.")
final class StatusCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AdminOptions options;

  @Parameters(arity = "0..1", paramLabel = "GROUP", description = "Only this group.")
  private String group;

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    AdminClient client = options.client(surroundings);
    List<GroupReport> groups = group == null ? client.groups() : List.of(client.group(group));
    Object document = group == null ? new GroupReport.Groups(groups) : groups.get(0);
    if (!options.wroteJson(surroundings.terminal(), document)) {
      Screen screen = new Screen(surroundings.terminal());
      screen.groups(groups);
      client.stableUrls().stream()
          .filter(url -> group == null || url.group().equals(group))
          .forEach(screen::stableUrl);
      groups.stream()
          .filter(shown -> shown.heldTables() > 0)
          .map(shown -> client.tablesAndMirrors(shown.name()))
          .forEach(
              found -> {
                screen.held(found.tables());
                screen.heldMirrors(found.mirrors());
              });
    }
    return ExitCode.OK.code();
  }
}
