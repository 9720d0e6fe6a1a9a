package dev.levee.sync.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurrogateEscapesTest {
  /** The index of the byte that shows the half, or -1; {@code ~} stands for a backslash. */
  @ParameterizedTest
  @CsvSource({
    "a, -1",
    "~n~~~\", -1",
    "~u0041~uffff~uD7FF~uE000, -1",
    "~ud83d~ude00, -1",
    "~uDBFF~uDFFFx, -1",
    "~ud83dx, 6",
    "~ud83d~n, 7",
    "~ud83d~u0041, 11",
    "~ud83d~ud83d, 11",
    "~ude00, 5",
    "~ud83d~ude00~ude00, 17",
    "~~ud83dx, -1",
    "~~~ud83dx, 8",
    "~uzz~ude00, 9"
  })
  void halfAPairIsSeenWhereItCannotBecomeOne(String text, int expected) {
    byte[] bytes = text.replace('~', '\\').getBytes(US_ASCII);
    int end = expected < 0 ? bytes.length : expected;
    assertThat(new SurrogateEscapes().firstHalf(bytes, 0, bytes.length)).isEqualTo(end);
    SurrogateEscapes divided = new SurrogateEscapes();
    int index = 0;
    while (index < bytes.length && divided.firstHalf(bytes, index, index + 1) == index + 1) {
      index++;
    }
    assertThat(index).isEqualTo(end);
  }
}
