package dev.levee.daemon.config;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** How writers are stopped for a planned failover. */
public sealed interface StopWrites {
  /**
   * A command of the operator's.
   *
   * @param command the program and its first arguments
   * @param timeout how long it may take
   */
  record Command(List<String> command, Duration timeout) implements StopWrites {
    /** Copies the list. */
    public Command {
      command = List.copyOf(command);
    }

    @Override
    public <T> T match(Function<Command, T> byCommand, Function<BucketPolicy, T> byPolicy) {
      return byCommand.apply(this);
    }
  }

  /**
   * A statement in the policies of the primary's buckets.
   *
   * @param except ARNs of the principals that may go on, Levee's own among them
   */
  record BucketPolicy(List<String> except) implements StopWrites {
    /** Copies the list. */
    public BucketPolicy {
      except = List.copyOf(except);
    }

    @Override
    public <T> T match(Function<Command, T> byCommand, Function<BucketPolicy, T> byPolicy) {
      return byPolicy.apply(this);
    }
  }

  /** What this one is to whoever asks. */
  <T> T match(Function<Command, T> byCommand, Function<BucketPolicy, T> byPolicy);
}
