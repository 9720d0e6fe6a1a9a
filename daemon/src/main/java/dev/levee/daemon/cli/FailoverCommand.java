package dev.levee.daemon.cli;

import dev.levee.daemon.report.FailoverBody;
import dev.levee.daemon.report.FailoverPreviewReport;
import dev.levee.daemon.report.GroupReport;
import dev.levee.daemon.report.Wording;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code levee failover}. */
@Command(
    name = "failover",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the other region the primary of a group.",
      "The same command repeated does not flip back: it names its target."
    })
final class FailoverCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AdminOptions options;

  @Parameters(paramLabel = "GROUP", description = "The group.")
  private String group;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "REGION",
      description = "The region that is to be the primary.")
  private String target;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private How how;

  @Option(
      names = "--etag",
      paramLabel = "E",
      description = "Only if the group still has this etag. Default: the one it has now.")
  private String etag;

  @Option(
      names = "--dry-run",
      description = "Show what the failover would find, table by table; change nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(names = "--no-wait", description = "Return as soon as the daemon has accepted.")
  private boolean noWait;

  /** Which way; a person has to choose. */
  static final class How {
    private FailoverType type;

    @Option(
        names = "--planned",
        description = "Drain first: with writers stopped, loses nothing or does not happen.")
    void planned(boolean chosen) {
      choose(FailoverType.PLANNED, chosen);
    }

    @Option(
        names = "--forced",
        description = "Do not wait for the primary: what was not replicated stays behind.")
    void forced(boolean chosen) {
      choose(FailoverType.FORCED, chosen);
    }

    private void choose(FailoverType wanted, boolean chosen) {
      // Picocli also sets both to false, before it reads the command line.
      if (chosen) {
        type = wanted;
      }
    }

    FailoverType type() {
      return type;
    }
  }

  FailoverCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    AdminClient client = options.client(surroundings);
    if (dryRun) {
      return preview(client);
    }
    GroupReport before = client.group(group);
    if (before.effectivePrimaryRegion().equals(target)
        && before.state() != GroupState.FAILING_OVER) {
      return done(before, target + " already is the primary of " + group);
    }
    confirm(before);
    FailoverWatch watch = new FailoverWatch(surroundings, client, group, !options.json());
    GroupReport now =
        client.failover(
            group, body(Optional.of(etag == null ? before.etag() : etag), Optional.empty()));
    if (noWait) {
      return done(now, "accepted: " + group + " is " + now.state());
    }
    GroupReport after = watch.untilDecided(now, target);
    int exit = done(after, target + " is the primary of " + group + " now, state " + after.state());
    if (how.type() == FailoverType.FORCED && !options.json()) {
      showLosses(client, before);
    }
    return exit;
  }

  private FailoverBody body(Optional<String> expected, Optional<Boolean> validateOnly) {
    return new FailoverBody(Optional.of(target), Optional.of(how.type()), expected, validateOnly);
  }

  private int preview(AdminClient client) {
    FailoverPreviewReport preview =
        client.preview(group, body(Optional.ofNullable(etag), Optional.of(true)));
    if (!options.wroteJson(surroundings.terminal(), preview)) {
      new PreviewScreen(surroundings.terminal()).show(preview);
    }
    return (preview.accepted() ? ExitCode.OK : ExitCode.REFUSED).code();
  }

  /** The short form; the failover itself is done, whatever becomes of this. */
  private void showLosses(AdminClient client, GroupReport before) {
    long epoch = Long.parseLong(before.etag());
    LossesScreen screen = new LossesScreen(surroundings.terminal());
    try {
      client.losses(group).stream()
          .filter(losses -> losses.epoch() > epoch)
          .forEach(losses -> screen.summary(group, losses));
    } catch (CommandFailure e) {
      surroundings.terminal().err().println("what was lost cannot be shown now: " + e.getMessage());
    }
    surroundings.terminal().out().println("more: levee losses " + group + " --config FILE");
  }

  private int done(GroupReport report, String line) {
    if (!options.wroteJson(surroundings.terminal(), report)) {
      surroundings.terminal().out().println(line);
    }
    return ExitCode.OK.code();
  }

  private void confirm(GroupReport before) {
    if (yes) {
      return;
    }
    Terminal.Person person =
        surroundings
            .terminal()
            .person()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.REFUSED,
                        "nobody is there to confirm the failover; say --yes to do without"));
    new Screen(surroundings.terminal()).groups(List.of(before));
    String question =
        "%s failover of %s: %s -> %s, %s. Go on? [y/N] "
            .formatted(
                how.type() == FailoverType.PLANNED ? "Planned" : "Forced",
                group,
                before.effectivePrimaryRegion(),
                target,
                Wording.behind(before.replicationLagMs()));
    String answer = person.ask(question).orElse("").strip().toLowerCase(Locale.ROOT);
    if (!answer.equals("y") && !answer.equals("yes")) {
      throw new CommandFailure(ExitCode.REFUSED, "not confirmed; nothing was changed");
    }
  }
}
