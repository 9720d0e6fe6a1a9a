package dev.levee.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.control.ProcessIdentity;
import dev.levee.sync.group.Owner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Only a process of this machine, since this boot, can be proven dead. */
@EnabledOnOs(OS.LINUX)
class ProcessIdentityTest {
  private final ProcessIdentity identity = new ProcessIdentity();
  private final String[] self = identity.self().process().split("\\|", -1);

  private boolean isSurelyDead(String machine, String pid, String ticks) {
    return identity.isSurelyDead(new Owner("id", "label", machine + "|" + pid + "|" + ticks));
  }

  @Test
  void everyStartHasAnotherId() {
    assertThat(identity.self().id()).isNotEqualTo(new ProcessIdentity().self().id());
  }

  @Test
  void aProcessThatRunsIsNotDead() {
    assertThat(identity.isSurelyDead(identity.self())).isFalse();
  }

  @Test
  void aProcessWhoseNumberIsFreeOrAnothersIsDead() {
    assertThat(isSurelyDead(self[0], "999999999", self[2])).isTrue();
    assertThat(isSurelyDead(self[0], self[1], "1")).isTrue();
  }

  @Test
  void nothingIsKnownOfAnotherMachineOrAnUnnamedProcess() {
    assertThat(isSurelyDead("another:boot", "999999999", "1")).isFalse();
    assertThat(identity.isSurelyDead(new Owner("id", "label", ""))).isFalse();
  }
}
