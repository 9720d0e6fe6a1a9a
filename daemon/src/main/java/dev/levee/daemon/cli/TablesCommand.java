package dev.levee.daemon.cli;

import dev.levee.daemon.report.GroupReport;
import dev.levee.daemon.report.MirrorReport;
import dev.levee.daemon.report.TableReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code levee tables}. */
@Command(
    name = "tables",
    mixinStandardHelpOptions = true,
    description =
        "Shows the tables: their versions on both sides, and why some are held; and mirrored prefixes.")
final class TablesCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AdminOptions options;

  @Option(names = "--held", description = "Only tables that are held.")
  private boolean heldOnly;

  @Parameters(arity = "0..1", paramLabel = "GROUP", description = "Only this group.")
  private String group;

  TablesCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    AdminClient client = options.client(surroundings);
    List<String> names =
        group == null ? client.groups().stream().map(GroupReport::name).toList() : List.of(group);
    List<TableReport> tables = new ArrayList<>();
    List<MirrorReport> mirrors = new ArrayList<>();
    for (String name : names) {
      TableReport.Tables found = client.tablesAndMirrors(name);
      found.tables().stream()
          .filter(table -> !heldOnly || table.hold().isPresent())
          .forEach(tables::add);
      found.mirrors().stream()
          .filter(mirror -> !heldOnly || mirror.hold().isPresent())
          .forEach(mirrors::add);
    }
    if (!options.wroteJson(surroundings.terminal(), new TableReport.Tables(tables, mirrors))) {
      Screen screen = new Screen(surroundings.terminal());
      screen.tables(tables);
      screen.mirrors(mirrors);
    }
    return ExitCode.OK.code();
  }
}
