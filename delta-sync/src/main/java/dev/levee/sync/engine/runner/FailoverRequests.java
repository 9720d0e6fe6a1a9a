package dev.levee.sync.engine.runner;

import dev.levee.sync.engine.FailoverAnswer;
import dev.levee.sync.engine.FailoverAnswer.Refusal;
import dev.levee.sync.engine.FailoverRequest;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.GroupStatus;
import dev.levee.sync.engine.control.ControlLogException;
import dev.levee.sync.engine.control.Ownership;
import dev.levee.sync.engine.direction.Direction;
import dev.levee.sync.group.FailoverGroup;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupEvent;
import dev.levee.sync.group.GroupStep;
import dev.levee.sync.store.StoreException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Answers an operator who wants the roles changed. Used by the group's thread only. */
final class FailoverRequests {
  private final GroupSpec spec;
  private final Ownership ownership;
  private final Predicate<GroupEvent> decide;
  private final Seen seen;

  /**
   * Answers for one group.
   *
   * @param decide saves and acts on an event; false when the group was lost
   */
  FailoverRequests(GroupSpec spec, Ownership ownership, Predicate<GroupEvent> decide, Seen seen) {
    this.spec = spec;
    this.ownership = ownership;
    this.decide = decide;
    this.seen = seen;
  }

  /**
   * The group at the time of a request.
   *
   * @param direction what is replicated now
   * @param status what an operator sees
   */
  record Seen(Supplier<Optional<Direction>> direction, Supplier<GroupStatus> status) {}

  FailoverAnswer failover(FailoverRequest request) {
    Optional<FailoverAnswer> known = withoutChange(request);
    return known.isPresent() ? known.get() : begin(event(request));
  }

  /** Why a request would be refused now; nothing is changed. */
  Optional<FailoverAnswer.Refused> refusal(FailoverRequest request) {
    return withoutChange(request)
        .filter(FailoverAnswer.Refused.class::isInstance)
        .map(FailoverAnswer.Refused.class::cast);
  }

  private GroupEvent event(FailoverRequest request) {
    return new GroupEvent.FailoverRequested(
        request.target(), request.type(), request.expectedEpoch(), spec.writeBlock().isPresent());
  }

  /** The answer where there is nothing to do, or it must not be done; else empty. */
  private Optional<FailoverAnswer> withoutChange(FailoverRequest request) {
    if (!ownership.isOwner()) {
      return Optional.of(
          new FailoverAnswer.Refused(
              Refusal.NOT_OWNER,
              "another daemon works on the group: " + seen.status().get().owner()));
    }
    GroupStep step =
        FailoverGroup.step(ownership.record(), event(request), ownership.record().updated());
    if (step instanceof GroupStep.Refused refused) {
      return Optional.of(refused(refused));
    }
    if (step instanceof GroupStep.Unchanged) {
      return Optional.of(
          ownership.record().failover().isPresent()
              ? new FailoverAnswer.Accepted(seen.status().get())
              : new FailoverAnswer.AlreadyThere(seen.status().get()));
    }
    return lossOf(request).map(loss -> new FailoverAnswer.Refused(Refusal.NOT_LOSSLESS, loss));
  }

  private FailoverAnswer begin(GroupEvent event) {
    try {
      return decide.test(event)
          ? new FailoverAnswer.Accepted(seen.status().get())
          : new FailoverAnswer.Refused(Refusal.NOT_OWNER, "another daemon took the group");
    } catch (StoreException | ControlLogException e) {
      ownership.readAgainLater();
      return new FailoverAnswer.Refused(
          Refusal.IN_PROGRESS,
          "the request could not be recorded, look at the status and ask again: " + e.getMessage());
    }
  }

  private static FailoverAnswer refused(GroupStep.Refused refused) {
    Refusal refusal =
        switch (refused.refusal()) {
          case UNKNOWN_REGION -> Refusal.UNKNOWN_REGION;
          case WRONG_EPOCH -> Refusal.WRONG_EPOCH;
          case INITIAL_REPLICATION -> Refusal.INITIAL_REPLICATION;
          case IN_PROGRESS, OUT_OF_PLACE -> Refusal.IN_PROGRESS;
        };
    return new FailoverAnswer.Refused(refusal, refused.message());
  }

  /** Why a planned failover could not be without loss now. */
  private Optional<String> lossOf(FailoverRequest request) {
    if (request.type() == FailoverType.FORCED) {
      return Optional.empty();
    }
    if (ownership.record().paused()) {
      return Optional.of("the group is paused; resume it first");
    }
    return seen.direction()
        .get()
        .flatMap(now -> now.tables().stream().filter(t -> t.hold().isPresent()).findFirst())
        .map(
            table ->
                "table %s is held (%s); release it, or force the failover and leave its newest commits behind"
                    .formatted(table.roots().table(), table.hold().orElseThrow()));
  }
}
