package dev.levee.sync.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeletionVectorTest {
  @Test
  void vectorsOfOneFileAreToldApartByTheirOffsets() {
    assertThat(new DeletionVector("u", "abc", OptionalInt.of(0), 2, 3).uniqueId())
        .isEqualTo("uabc@0");
    assertThat(new DeletionVector("i", "abc", OptionalInt.empty(), 2, 3).uniqueId())
        .isEqualTo("iabc");
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, 0", "0, -1, 0", "0, 0, -1"})
  void noNumberIsNegative(int offset, int size, long cardinality) {
    assertThatThrownBy(
            () -> new DeletionVector("u", "abc", OptionalInt.of(offset), size, cardinality))
        .hasMessage("a deletion vector has a negative offset, size or cardinality");
  }

  @Test
  void anEmptyVectorIsOne() {
    assertThat(new DeletionVector("u", "abc", OptionalInt.of(0), 0, 0).sizeInBytes()).isZero();
  }
}
