package dev.levee.daemon.cli;

import dev.levee.daemon.StoredGroups;
import dev.levee.sync.engine.failover.StoredGroup;
import dev.levee.sync.plan.TableRoots;
import java.util.List;
import picocli.CommandLine.Option;

/** The option {@code --table}, of commands that look into the stores themselves. */
final class StoredTablesOption {
  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "Only this table, by its name as levee tables shows it; may be repeated.")
  private List<String> names = List.of();

  /** The group of this name, or all. */
  static List<StoredGroup> groups(StoredGroups stored, String name) {
    if (name == null) {
      return stored.all();
    }
    List<StoredGroup> named =
        stored.all().stream().filter(group -> group.spec().name().equals(name)).toList();
    if (named.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "there is no failover group '" + name + "'");
    }
    return named;
  }

  /** Those that were asked for. */
  List<TableRoots> of(List<TableRoots> all) {
    for (String name : names) {
      if (all.stream().noneMatch(table -> table.table().toString().equals(name))) {
        throw new CommandFailure(ExitCode.FAILED, "there is no table '" + name + "'");
      }
    }
    return all.stream()
        .filter(table -> names.isEmpty() || names.contains(table.table().toString()))
        .toList();
  }
}
