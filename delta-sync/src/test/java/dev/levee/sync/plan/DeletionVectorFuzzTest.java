package dev.levee.sync.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.levee.sync.log.DeletionVector;
import dev.levee.sync.testing.BadInputs;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the reference to a deletion vector is, it is refused or names one file of the table. */
class DeletionVectorFuzzTest {
  private static final String NAME =
      "([^/]+/)?deletion_vector_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.bin";

  /** One byte for the storage type, four for the size, then the reference itself. */
  static Stream<byte[]> references() {
    return BadInputs.vectors("deletion-vectors.txt").stream()
        .map(
            cells -> {
              byte[] reference = cells.get(1).getBytes(UTF_8);
              return ByteBuffer.allocate(5 + reference.length)
                  .put((byte) cells.get(0).charAt(0))
                  .putInt(Integer.parseInt(cells.get(3)))
                  .put(reference)
                  .array();
            });
  }

  @MethodSource("references")
  @FuzzTest(maxDuration = "5s")
  void anAcceptedReferenceIsOneFileBelowTheRoot(byte[] bytes) {
    if (bytes == null || bytes.length < 5) {
      return;
    }
    ByteBuffer input = ByteBuffer.wrap(bytes);
    String type = String.valueOf((char) (input.get() & 0xFF));
    int size = input.getInt() & Integer.MAX_VALUE;
    String reference = UTF_8.decode(input).toString();
    DeletionVector vector = new DeletionVector(type, reference, OptionalInt.of(1), size, 1);
    PlanOutcome outcome = BadReferencesTest.plan(BadReferencesTest.withVector(vector));
    if (outcome instanceof PlanOutcome.Planned planned) {
      assertThat(type).isIn("u", "i");
      assertThat(planned.plan().vectors()).hasSize(type.equals("u") ? 1 : 0);
      planned.plan().vectors().forEach(extent -> assertOneFile(extent, size));
    } else if (outcome instanceof PlanOutcome.Refused refused) {
      assertThat(refused.hold().detail()).isNotBlank().doesNotContain("\n");
    }
  }

  private static void assertOneFile(VectorExtent extent, int size) {
    assertThat(extent.source().relativeTo(BadReferencesTest.ROOTS.source()).orElseThrow())
        .matches(NAME)
        .isEqualTo(extent.target().relativeTo(BadReferencesTest.ROOTS.target()).orElseThrow());
    assertThat(extent.sizeInBytes()).isEqualTo(size);
  }
}
