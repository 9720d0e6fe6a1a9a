package dev.levee.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.control.Lease;
import dev.levee.sync.engine.control.PublishGate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A lease runs out by itself, and a gate behind it lets nothing through any more. */
class LeaseTest {
  private final ManualTime time = new ManualTime();
  private final Lease lease = new Lease(time, Duration.ofSeconds(15));
  private final PublishGate gate = new PublishGate(lease);

  @Test
  void nobodyHoldsALeaseThatWasNeverWritten() {
    assertThat(gate.tryEnter()).isFalse();
  }

  @Test
  void theOwnerStopsWellBeforeOthersMayTakeTheGroup() {
    lease.renewed(time.nanoTime());
    time.pass(Duration.ofMillis(9_999));
    assertThat(gate.tryEnter()).isTrue();
    time.pass(Duration.ofMillis(1));
    assertThat(gate.tryEnter()).isFalse();
  }

  @Test
  void aRenewalThatTookLongCountsFromItsBeginning() {
    long begun = time.nanoTime();
    time.pass(Duration.ofSeconds(11));
    lease.renewed(begun);
    assertThat(lease.isHeld()).isFalse();
  }

  @Test
  void aGateThatWasClosedStaysClosedAndIsIdleWhenTheLastHasLeft() {
    lease.renewed(time.nanoTime());
    assertThat(gate.tryEnter()).isTrue();
    gate.close();
    assertThat(gate.isIdle()).isFalse();
    gate.leave();
    assertThat(gate.isIdle()).isTrue();
    lease.renewed(time.nanoTime());
    assertThat(gate.tryEnter()).isFalse();
    assertThat(gate.isClosed()).isTrue();
  }

  @Test
  void aGateWithoutALeaseOpensAgainWithIt() {
    lease.renewed(time.nanoTime());
    time.pass(Duration.ofSeconds(20));
    assertThat(gate.isOpen()).isFalse();
    lease.renewed(time.nanoTime());
    assertThat(gate.isOpen()).isTrue();
    lease.lost();
    assertThat(gate.isOpen()).isFalse();
  }
}
