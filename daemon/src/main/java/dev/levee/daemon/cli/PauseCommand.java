package dev.levee.daemon.cli;

import dev.levee.daemon.report.GroupReport;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code levee pause}. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description = "Stops replicating a group until it is resumed, also across restarts.")
final class PauseCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AdminOptions options;

  @Parameters(paramLabel = "GROUP", description = "The group.")
  private String group;

  PauseCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    GroupReport changed = options.client(surroundings).pause(group);
    if (!options.wroteJson(surroundings.terminal(), changed)) {
      new Screen(surroundings.terminal()).groups(List.of(changed));
    }
    return ExitCode.OK.code();
  }
}
