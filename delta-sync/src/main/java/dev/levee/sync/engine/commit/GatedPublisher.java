package dev.levee.sync.engine.commit;

import dev.levee.sync.engine.control.PublishGate;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.publish.LogPublisher;
import dev.levee.sync.publish.PublishOutcome;
import dev.levee.sync.store.NewObject;
import java.util.Optional;

/** Publishes into the secondary while this daemon may, each object behind the group's gate. */
public final class GatedPublisher {
  private final LogPublisher publisher;
  private final PublishGate gate;

  public GatedPublisher(LogPublisher publisher, PublishGate gate) {
    this.publisher = publisher;
    this.gate = gate;
  }

  /** What came of it. */
  public enum Outcome {
    /** It is there, and this call put it there. */
    PUBLISHED,
    /** The same bytes were there before. */
    ALREADY_THERE,
    /** This daemon may not publish any more; nothing was done. */
    STOPPED
  }

  /**
   * Publishes one object whose predecessors are there.
   *
   * @throws TableHeldException when the secondary has another object under the name
   * @throws dev.levee.sync.store.StoreException when it is not known whether it is there
   */
  public Outcome publish(NewObject object) throws TableHeldException {
    if (!gate.tryEnter()) {
      return Outcome.STOPPED;
    }
    PublishOutcome outcome;
    try {
      outcome = publisher.publish(object, gate::isOpen);
    } finally {
      gate.leave();
    }
    Optional<Hold> hold = holdOf(outcome);
    if (hold.isPresent()) {
      throw new TableHeldException(hold.get());
    }
    return outcome instanceof PublishOutcome.Published ? Outcome.PUBLISHED : Outcome.ALREADY_THERE;
  }

  /** Whether this daemon may publish now. */
  public boolean isOpen() {
    return gate.isOpen();
  }

  private static Optional<Hold> holdOf(PublishOutcome outcome) {
    return outcome.match(
        there -> Optional.empty(),
        different -> Optional.of(new Hold(HoldReason.SPLIT_BRAIN, different.detail())),
        inconsistent -> Optional.of(new Hold(HoldReason.STORE_INCONSISTENT, inconsistent.detail())),
        unsettled -> {
          throw unsettled.cause();
        });
  }
}
