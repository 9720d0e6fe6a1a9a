package dev.levee.sync.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Sums are equal exactly where the sets of files are. */
class FileSumTest {
  private static final FileAction.Add A = add("a", 1);
  private static final FileAction.Add B = add("b", 2);

  private static FileAction.Add add(String path, long size) {
    return new FileAction.Add(path, OptionalLong.of(size), true, Optional.empty());
  }

  private static FileSum of(FileAction.Add file, Map<String, String> partitionValues) {
    return FileSum.NONE.and(file, partitionValues);
  }

  @Test
  void theOrderOfTheFilesMakesNoDifference() {
    FileSum sum = of(A, Map.of()).and(B, Map.of());
    assertThat(sum).isEqualTo(of(B, Map.of()).and(A, Map.of()));
    assertThat(sum.summary()).isEqualTo("2 files of 3 bytes");
    assertThat(sum.high()).isEqualTo(of(A, Map.of()).high() + of(B, Map.of()).high());
    assertThat(sum.low()).isEqualTo(of(A, Map.of()).low() + of(B, Map.of()).low());
  }

  @Test
  void filesThatDifferInAnythingHaveOtherSums() {
    DeletionVector vector = new DeletionVector("u", "x", OptionalInt.of(1), 2, 3);
    FileAction.Add withVector =
        new FileAction.Add("a", OptionalLong.of(1), true, Optional.of(vector));
    assertThat(
            List.of(
                of(A, Map.of()),
                of(add("c", 1), Map.of()),
                of(add("a", 2), Map.of()),
                of(withVector, Map.of()),
                of(A, Map.of("p", "1")),
                of(A, Map.of("p", "2"))))
        .doesNotHaveDuplicates()
        .extracting(FileSum::high)
        .doesNotHaveDuplicates();
  }

  @Test
  void anAbsentPartitionValueAndAnEmptyOneAreTheSame() {
    Map<String, String> absent = new HashMap<>();
    absent.put("p", null);
    assertThat(of(A, absent)).isEqualTo(of(A, Map.of("p", "")));
  }

  @Test
  void aFileWithoutASizeCountsAsEmpty() {
    FileAction.Add sizeless = new FileAction.Add("a", OptionalLong.empty(), true, Optional.empty());
    assertThat(of(sizeless, Map.of()).summary()).isEqualTo("1 files of 0 bytes");
  }
}
