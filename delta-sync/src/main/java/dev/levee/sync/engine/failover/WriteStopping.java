package dev.levee.sync.engine.failover;

import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.WriteBlock;
import dev.levee.sync.engine.WriteBlockException;
import dev.levee.sync.engine.direction.GroupParts;
import dev.levee.sync.group.GroupEvent;
import dev.levee.sync.model.RegionName;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stops writers for a planned failover, and lets them go on after it, on a worker. Used by the
 * group's thread only.
 */
final class WriteStopping {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final GroupSpec spec;
  private final GroupParts parts;
  private final Consumer<String> reports;
  private Optional<GroupEvent> decided = Optional.empty();
  private Optional<RegionName> toLift = Optional.empty();
  private boolean lifting;
  private long liftDueAt;
  private int attempt;

  WriteStopping(GroupSpec spec, GroupParts parts, Consumer<String> reports) {
    this.spec = spec;
    this.parts = parts;
    this.reports = reports;
  }

  /** Begins to stop the writers of a region. */
  void stop(RegionName region) {
    cancel();
    int mine = attempt;
    Optional<WriteBlock> block = spec.writeBlock();
    if (block.isEmpty()) {
      // The record says that they are being stopped; the configuration has changed since.
      decided = Optional.of(new GroupEvent.LossPossible("stop_writes is not in the configuration"));
      return;
    }
    reports.accept(
        "writers of %s are being stopped: %s".formatted(region, block.get().description()));
    parts.workers().tails().execute(() -> stop(block.get(), region, mine));
  }

  private void stop(WriteBlock block, RegionName region, int of) {
    GroupEvent event;
    try {
      block.stop(region);
      event = new GroupEvent.WritesStopped();
    } catch (WriteBlockException e) {
      event =
          new GroupEvent.LossPossible(
              "writers of %s could not be stopped: %s".formatted(region, e.getMessage()));
    } catch (RuntimeException | Error e) {
      event = new GroupEvent.LossPossible("writers could not be stopped, a fault of Levee: " + e);
    }
    GroupEvent result = event;
    parts
        .mailbox()
        .send(
            () -> {
              if (attempt == of) {
                decided = Optional.of(result);
              }
            });
  }

  /** Begins to let the writers of a region go on, and does not give up. */
  void lift(RegionName region) {
    cancel();
    toLift = Optional.of(region);
    liftDueAt = now();
  }

  /** Another daemon goes on. */
  void cancel() {
    decided = Optional.empty();
    toLift = Optional.empty();
    lifting = false;
    attempt++;
  }

  /**
   * Goes on as far as it can.
   *
   * @return what the group goes on with, once
   */
  Optional<GroupEvent> look() {
    if (toLift.isPresent() && !lifting && now() - liftDueAt >= 0) {
      startLifting(toLift.get());
    }
    Optional<GroupEvent> event = decided;
    decided = Optional.empty();
    return event;
  }

  private void startLifting(RegionName region) {
    lifting = true;
    int mine = attempt;
    parts
        .workers()
        .tails()
        .execute(
            () -> {
              Optional<String> failure = lifted(region);
              parts.mailbox().send(() -> lifted(region, failure, mine));
            });
  }

  /** Why it failed. */
  private Optional<String> lifted(RegionName region) {
    if (spec.writeBlock().isEmpty()) {
      reports.accept(
          "writers of %s were stopped by a stop_writes that is not in the configuration any more; let them go on by hand"
              .formatted(region));
      return Optional.empty();
    }
    try {
      spec.writeBlock().get().lift(region);
      return Optional.empty();
    } catch (WriteBlockException e) {
      return Optional.of(e.getMessage());
    } catch (RuntimeException | Error e) {
      return Optional.of("a fault of Levee: " + e);
    }
  }

  private void lifted(RegionName region, Optional<String> failure, int of) {
    if (attempt != of) {
      return;
    }
    lifting = false;
    if (failure.isPresent()) {
      liftDueAt = now() + RETRY_AFTER.toNanos();
      reports.accept("writers of %s cannot be let go on yet: %s".formatted(region, failure.get()));
    } else {
      toLift = Optional.empty();
      reports.accept("writers of %s may go on".formatted(region));
      decided = Optional.of(new GroupEvent.WritesLifted());
    }
  }

  private long now() {
    return parts.engine().time().nanoTime();
  }
}
