package dev.levee.sync.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeletePolicyTest {
  @ParameterizedTest
  @CsvSource({"0, 10", "99, 10", "100, 10", "500, 50", "10000, 1000", "10000000, 1000"})
  void theSmallerLimitCountsButTenMayAlwaysGo(long objects, long expected) {
    assertThat(DeletePolicy.defaults().limit(objects)).isEqualTo(expected);
  }

  @Test
  void noRetentionIsShorterThanThatOfVacuum() {
    assertThatThrownBy(() -> new DeletePolicy(Duration.ofHours(167), 1000, 10, Duration.ofHours(1)))
        .hasMessage("retention is at least 7d");
  }
}
