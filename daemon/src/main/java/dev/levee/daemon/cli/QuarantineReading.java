package dev.levee.daemon.cli;

import dev.levee.daemon.StoredGroups;
import dev.levee.daemon.report.QuarantineReport;
import dev.levee.sync.engine.QuarantinedCommits;
import dev.levee.sync.engine.failover.StoredGroup;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options and steps that the commands about quarantines share. */
final class QuarantineReading {
  @Mixin private ConfigOption config;

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  boolean json() {
    return json;
  }

  /**
   * The quarantines of the regions that can be reached.
   *
   * @param group only this one; null for all
   * @param lookForFiles whether to ask for each file
   */
  List<QuarantineReport.Group> read(Surroundings surroundings, String group, boolean lookForFiles) {
    List<QuarantineReport.Group> groups = new ArrayList<>();
    try (StoredGroups stored =
        surroundings.components().storedGroups().open(config.load(surroundings))) {
      for (StoredGroup each : StoredTablesOption.groups(stored, group)) {
        groups.add(read(surroundings, each, lookForFiles));
      }
    } catch (StoreException e) {
      throw new CommandFailure(ExitCode.PREFLIGHT, e.getMessage(), e);
    }
    return groups;
  }

  private static QuarantineReport.Group read(
      Surroundings surroundings, StoredGroup stored, boolean lookForFiles) {
    StoredGroup.InReach<QuarantinedCommits> all = stored.quarantined();
    warn(surroundings.terminal(), names(all.outOfReach()));
    List<QuarantineReport> reports = new ArrayList<>();
    all.found()
        .forEach(
            (region, found) -> {
              ObjectStore store = stored.spec().region(region).store();
              found.forEach(
                  one ->
                      reports.add(
                          lookForFiles
                              ? QuarantineReport.withFiles(
                                  region, one, file -> store.head(file).isPresent())
                              : QuarantineReport.of(region, one)));
            });
    return new QuarantineReport.Group(stored.spec().name(), reports);
  }

  static Map<String, String> names(Map<RegionName, String> outOfReach) {
    Map<String, String> names = new LinkedHashMap<>();
    outOfReach.forEach((region, why) -> names.put(region.value(), why));
    return names;
  }

  /** What is not shown must be said: an empty list of one region is not an empty quarantine. */
  static void warn(Terminal terminal, Map<String, String> outOfReach) {
    outOfReach.forEach(
        (region, why) -> terminal.err().printf("levee: region %s is not shown: %s%n", region, why));
    terminal.err().flush();
  }
}
