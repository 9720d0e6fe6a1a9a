package dev.levee.sync.store.s3.direct;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a body is (RFC 9112, section 6.3). */
class AnswerBodyTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final byte[] some = new byte[100];

  private static AnswerBody body(ConnectionInput input) throws IOException {
    return AnswerBody.of(AnswerHead.read(input), false, input);
  }

  private static AnswerBody chunked(String chunks) throws IOException {
    return body(Bytes.input(CHUNKED + chunks, Integer.MAX_VALUE));
  }

  private static String text(AnswerBody body) throws IOException {
    return new String(body.readAllBytes(), ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, Integer.MAX_VALUE})
  void aLengthEndsTheBodyAndLeavesTheNextAnswer(int most) throws IOException {
    String first = "x".repeat(150);
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: ";
    ConnectionInput input =
        Bytes.input(answer + "150\r\n\r\n" + first + answer + "1\r\n\r\ny", most);

    AnswerBody body = body(input);

    assertThat(text(body)).isEqualTo(first);
    assertThat(body.isAtEnd()).isTrue();
    assertThat(text(body(input))).isEqualTo("y");
  }

  @Test
  void itIsAtItsEndWithItsLastByte() throws IOException {
    AnswerBody body = body(Bytes.input("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", 9));
    assertThat(body.read()).isEqualTo('a');
    assertThat(body.readNBytes(some, 0, 1)).isEqualTo(1);
    assertThat(body.isAtEnd()).isFalse();
    assertThat(body.read(some, 0, 0)).isZero();
    assertThat(body.read()).isEqualTo('c');
    assertThat(body.isAtEnd()).isTrue();
    assertThat(body.read()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"200, true", "204, false", "304, false"})
  void someAnswersHaveNoneWhateverTheirHeadSays(int status, boolean head) throws IOException {
    String headers = "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n";
    ConnectionInput input = Bytes.input("HTTP/1.1 " + status + "\r\n" + headers + "HTTP/", 9);
    AnswerBody body = AnswerBody.of(AnswerHead.read(input), head, input);
    assertThat(body.isAtEnd()).isTrue();
    assertThat(body.read(some, 0, some.length)).isEqualTo(-1);
  }

  @Test
  void chunksAreJoinedAndTheirTrailersLeftOut() throws IOException {
    AnswerBody body =
        chunked(
            "5;name=\"value\"\r\nhello\r\n00A \t\r\n, chunked \r\n1\nx\n0;last\r\nT: r\r\n\r\n");
    assertThat(text(body)).isEqualTo("hello, chunked x");
    assertThat(body.isAtEnd()).isTrue();
  }

  @Test
  void chunksCountMoreThanALength() throws IOException {
    String head = "HTTP/1.1 200\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n";
    ConnectionInput input = Bytes.input(head + "2\r\nab\r\n0\r\n\r\n", 9);
    assertThat(text(body(input))).isEqualTo("ab");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n",
        ";x\r\n",
        "-1\r\na\r\n0\r\n\r\n",
        "+1\r\na\r\n0\r\n\r\n",
        "0x1\r\na\r\n0\r\n\r\n",
        "g\r\n",
        "1 1\r\na\r\n0\r\n\r\n",
        "8000000000000000\r\na",
        "1\r\nab\r\n0\r\n\r\n",
        "2\r\nab0\r\n\r\n",
        "2\r\nab\r0\r\n\r\n",
      })
  void whatIsNoChunkIsAnError(String chunks) {
    assertThatThrownBy(() -> text(chunked(chunks)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not an answer of HTTP");
  }

  @Test
  void aBodyThatIsCutIsAnError() throws IOException {
    String chunks = "3;x\r\nabc\r\n2\r\nde\r\n0\r\nT: r\r\n\r\n";
    for (int length = 0; length < chunks.length(); length++) {
      AnswerBody cut = chunked(chunks.substring(0, length));
      assertThatThrownBy(() -> text(cut)).isInstanceOf(EOFException.class);
      assertThat(cut.isAtEnd()).isFalse();
    }
    AnswerBody cut = body(Bytes.input("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", 9));
    assertThatThrownBy(() -> text(cut)).hasMessageContaining("1 bytes early");
    assertThat(cut.isAtEnd()).isFalse();
  }

  @Test
  void theConnectionsEndLeavesNothingToUseAgain() throws IOException {
    AnswerBody body = body(Bytes.input("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(99), 9));
    assertThat(text(body)).hasSize(99);
    assertThat(body.isAtEnd()).isFalse();
  }
}
