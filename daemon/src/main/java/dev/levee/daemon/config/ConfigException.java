package dev.levee.daemon.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration cannot be used. Its message has one line for each problem. */
public final class ConfigException extends RuntimeException {
  private final transient List<ConfigProblem> problems;

  /** All that is wrong, in the order of the file. */
  public ConfigException(List<ConfigProblem> problems) {
    super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All that is wrong, in the order of the file. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
