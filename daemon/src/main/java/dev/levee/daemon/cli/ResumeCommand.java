package dev.levee.daemon.cli;

import dev.levee.daemon.report.GroupReport;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code levee resume}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = "Goes on replicating a group.")
final class ResumeCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AdminOptions options;

  @Parameters(paramLabel = "GROUP", description = "The group.")
  private String group;

  ResumeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    GroupReport changed = options.client(surroundings).resume(group);
    if (!options.wroteJson(surroundings.terminal(), changed)) {
      new Screen(surroundings.terminal()).groups(List.of(changed));
    }
    return ExitCode.OK.code();
  }
}
