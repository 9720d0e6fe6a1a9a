package dev.levee.sync.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class CommitLinesTest {
  private static CommitLines lines(String text) {
    return new CommitLines(new ByteArrayInputStream(text.getBytes(UTF_8)), 1 << 20);
  }

  @Test
  void eachLineIsAStreamOfItsOwn() throws IOException {
    CommitLines lines = lines("aé\n\nb");
    assertThat(lines.next()).isTrue();
    assertThat(new String(lines.line().readAllBytes(), UTF_8)).isEqualTo("aé");
    assertThat(lines.next()).isTrue();
    assertThat(lines.line().readAllBytes()).isEmpty();
    assertThat(lines.endedWithoutNewline()).isFalse();
    assertThat(lines.next()).isTrue();
    assertThat(lines.number()).isEqualTo(3);
    assertThat(lines.start()).isEqualTo(5);
    assertThat(new String(lines.line().readAllBytes(), UTF_8)).isEqualTo("b");
    assertThat(lines.endedWithoutNewline()).isTrue();
    assertThat(lines.offset()).isEqualTo(6);
    assertThat(lines.next()).isFalse();
  }

  @Test
  void aLineCanBeReadByteByByte() throws IOException {
    CommitLines lines = lines("é\nb");
    assertThat(lines.next()).isTrue();
    InputStream line = lines.line();
    assertThat(new int[] {line.read(), line.read(), line.read()}).containsExactly(0xC3, 0xA9, -1);
    assertThat(line.read(new byte[1], 0, 0)).isZero();
    assertThat(line.read()).isEqualTo(-1);
  }

  @Test
  void theNextLineBeginsWhereTheOneBeforeWasReadTo() throws IOException {
    CommitLines lines = lines("abc\nd");
    assertThat(lines.next()).isTrue();
    assertThat(lines.line().read()).isEqualTo('a');
    assertThatThrownBy(lines::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("line 1 has not been read to its end");
    lines.skipRest();
    assertThat(lines.next()).isTrue();
    assertThat(lines.line().read()).isEqualTo('d');
  }

  @Test
  void aLineMayBeAsLongAsTheLimit() throws IOException {
    CommitLines exact = new CommitLines(new ByteArrayInputStream("abc\nabcd".getBytes(UTF_8)), 3);
    assertThat(exact.next()).isTrue();
    exact.skipRest();
    assertThat(exact.next()).isTrue();
    assertThatThrownBy(exact::skipRest).hasMessage("the line has more than 3 bytes");
  }
}
