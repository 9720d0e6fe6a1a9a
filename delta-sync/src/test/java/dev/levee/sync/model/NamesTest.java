package dev.levee.sync.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "-a", ".", "a b", "a/b", "ä", "a\n"})
  void aRegionsNameIsAPlainWord(String name) {
    assertThatThrownBy(() -> new RegionName(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTableIsShownAsMappingAndPath() {
    assertThat(new TableId("data", "eu/sales")).hasToString("data/eu/sales");
    assertThat(new TableId("data", "")).hasToString("data");
    assertThat(new TableId("data", "a")).isLessThan(new TableId("data", "b"));
    assertThat(new TableId("data", "z")).isLessThan(new TableId("eu", "a"));
    assertThatThrownBy(() -> new TableId("data", "/a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TableId("data", "a/"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource
  void everyHoldReasonHasARemedyInOneSentence(HoldReason reason) {
    assertThat(reason.remedy()).endsWith(".").doesNotContain("\n");
    assertThat(new Hold(reason, "why")).hasToString(reason + ": why");
    String sentences = reason + ": why. " + reason.remedy();
    assertThat(new Hold(reason, "why").withRemedy()).isEqualTo(sentences);
    assertThat(new Hold(reason, "why.").withRemedy()).isEqualTo(sentences);
  }

  @Test
  void theSystemsClocksGoOn() throws Exception {
    SystemTime time = new SystemTime();
    long before = time.nanoTime();
    time.sleep(Duration.ofMillis(1));
    assertThat(time.nanoTime()).isGreaterThan(before);
    assertThat(time.now()).isNotNull();
  }
}
