package dev.levee.daemon.cli;

import dev.levee.daemon.config.LeveeConfig;
import dev.levee.daemon.config.Quantities;
import dev.levee.daemon.report.EventReport;
import dev.levee.daemon.report.GroupReport;
import dev.levee.daemon.report.Json;
import dev.levee.daemon.report.TableReport;
import dev.levee.daemon.report.Wording;
import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.engine.GroupStatus;
import dev.levee.sync.engine.GroupStatus.Role;
import dev.levee.sync.engine.Progress;
import dev.levee.sync.engine.ReplicationEngine;
import dev.levee.sync.engine.ReplicationEvent;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code levee sync}: once, without a daemon. */
@Command(
    name = "sync",
    mixinStandardHelpOptions = true,
    description =
        "Replicates until every table is caught up once, shows what was done, and ends. Gives up"
            + " when a store stays out of reach, or another daemon has the group.")
final class SyncCommand implements Callable<Integer> {
  /** How often the command looks up from waiting. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  /** How long, beyond its lease, a group may stand still before the command gives up. */
  private static final Duration STANDSTILL = Duration.ofSeconds(20);

  private final Surroundings surroundings;

  @Mixin private ConfigOption config;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "1d",
      converter = TimeConverter.class,
      description = "End after this time, such as 10m or 2h. Default: ${DEFAULT-VALUE}.")
  private Duration timeout;

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  /** Reads what the configuration reads too. */
  static final class TimeConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Quantities.duration(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage() + "; write it like 10m");
      }
    }
  }

  /** The answer with {@code --json}. */
  private record Synced(boolean caughtUp, List<SyncedGroup> failoverGroups) {}

  private record SyncedGroup(
      GroupReport group, boolean caughtUp, List<TableReport> tables, List<EventReport> warnings) {}

  SyncCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    LeveeConfig loaded = config.load(surroundings);
    surroundings.stop().handle();
    List<SyncedGroup> groups = new ArrayList<>();
    try (ReplicationEngine engine = surroundings.components().engines().create(loaded)) {
      engine.start();
      long start = surroundings.components().time().nanoTime();
      for (GroupControl group : engine.groups()) {
        groups.add(synced(group, start));
      }
    }
    boolean caughtUp = groups.stream().allMatch(SyncedGroup::caughtUp);
    if (json) {
      surroundings.terminal().out().println(Json.pretty(new Synced(caughtUp, groups)));
    } else {
      groups.forEach(this::show);
    }
    return exit(groups, caughtUp).code();
  }

  private ExitCode exit(List<SyncedGroup> groups, boolean caughtUp) {
    if (!caughtUp) {
      return surroundings.stop().asked() ? ExitCode.FAILED : ExitCode.NOT_CAUGHT_UP;
    }
    boolean held = groups.stream().anyMatch(group -> group.group().heldTables() > 0);
    return held ? ExitCode.TABLES_HELD : ExitCode.OK;
  }

  private SyncedGroup synced(GroupControl group, long start) throws InterruptedException {
    boolean caughtUp = awaitCaughtUp(group, start);
    return new SyncedGroup(
        GroupReport.of(group, surroundings.components().time().now()),
        caughtUp,
        group.tables().stream().map(TableReport::of).toList(),
        group.events(0).stream()
            .filter(event -> event.kind() == ReplicationEvent.Kind.WARNING)
            .map(EventReport::of)
            .toList());
  }

  private boolean awaitCaughtUp(GroupControl group, long start) throws InterruptedException {
    Progress before = Progress.NONE;
    long movedAt = start;
    while (true) {
      long spent = surroundings.components().time().nanoTime() - start;
      Duration left = timeout.minusNanos(spent);
      boolean last = left.compareTo(LOOK) <= 0;
      if (group.awaitCaughtUp(left.isNegative() ? Duration.ZERO : last ? left : LOOK)) {
        return true;
      }
      long now = surroundings.components().time().nanoTime();
      GroupStatus status = group.status();
      if (!status.progress().equals(before) || canGoOn(status)) {
        before = status.progress();
        movedAt = now;
      }
      Duration patience = STANDSTILL.plus(group.spec().settings().leaseTtl());
      if (last || surroundings.stop().asked() || now - movedAt > patience.toNanos()) {
        return false;
      }
      if (surroundings.terminal().person().isPresent()) {
        surroundings.terminal().err().println(group.spec().name() + ": " + done(status.progress()));
      }
    }
  }

  private static boolean canGoOn(GroupStatus status) {
    return status.problem().isEmpty() && !status.paused() && status.role() == Role.OWNER;
  }

  private static String done(Progress progress) {
    return "%s published, %s (%s) copied, %s (%s) to go"
        .formatted(
            Wording.count(progress.commitsPublished(), "commit"),
            Wording.count(progress.filesCopied(), "file"),
            Wording.size(progress.bytesCopied()),
            Wording.count(progress.filesPending(), "file"),
            Wording.size(progress.bytesPending()));
  }

  private void show(SyncedGroup synced) {
    GroupReport group = synced.group();
    PrintWriter out = surroundings.terminal().out();
    out.printf(
        "%s: %s -> %s, %s%n",
        group.name(),
        group.effectivePrimaryRegion(),
        group.secondaryRegion(),
        synced.caughtUp() ? "caught up" : "NOT caught up" + because(group));
    out.printf(
        "%s, %d held; %s%n",
        Wording.count(group.tables(), "table"), group.heldTables(), done(group.progress()));
    if (!synced.tables().isEmpty()) {
      new Screen(surroundings.terminal()).tables(synced.tables());
    }
    List<String> warnings = Warnings.lines(synced.warnings());
    if (!warnings.isEmpty()) {
      out.println();
      warnings.forEach(warning -> out.println("warning: " + Wording.printable(warning)));
    }
  }

  private static String because(GroupReport group) {
    if (group.problem().isPresent()) {
      return ": " + Wording.printable(group.problem().get());
    }
    if (group.paused()) {
      return ": the group is paused";
    }
    return switch (group.role()) {
      case OWNER -> "";
      case STANDBY ->
          group.owner().isBlank()
              ? ": it has no owner yet; first both regions' control records have to be read and written"
              : ": " + Wording.printable(group.owner()) + " works on the group";
    };
  }
}
