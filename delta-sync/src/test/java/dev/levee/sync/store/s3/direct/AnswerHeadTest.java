package dev.levee.sync.store.s3.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the head of an answer says, and which are none. */
class AnswerHeadTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  private static AnswerHead read(String text) throws IOException {
    return AnswerHead.read(Bytes.input(text, Integer.MAX_VALUE));
  }

  private static AnswerHead withHeaders(String lines) throws IOException {
    return read(OK + lines.replace("|", "\r\n") + "\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, Integer.MAX_VALUE})
  void readsAHeadHoweverItComes(int most) throws IOException {
    ConnectionInput input =
        Bytes.input(
            "HTTP/1.1 206 Partial Content\r\nETag:\"a\" \nx-amz-meta-A:  b:c\t\r\n\r\nrest", most);

    AnswerHead head = AnswerHead.read(input);

    assertThat(head.status()).isEqualTo(206);
    assertThat(head.first("etag")).contains("\"a\"");
    assertThat(head.behind("X-Amz-Meta-")).containsOnly(Map.entry("a", "b:c"));
    byte[] rest = new byte[4];
    assertThat(input.read(rest, 0, 1)).isEqualTo(1);
    assertThat(rest[0]).isEqualTo((byte) 'r');
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 204", "HTTP/1.0 204 ", "HTTP/1.1 204 No Content"})
  void aReasonMayBeMissing(String line) throws IOException {
    assertThat(read(line + "\r\n\r\n").status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/2 200 OK",
        "HTTP/2.0 200 OK",
        "HTTP/1.x 200 OK",
        "http/1.1 200 OK",
        "HTTP/1.1  200 OK",
        "HTTP/1.1 20",
        "HTTP/1.1 2000",
        "HTTP/1.1 +20 OK",
        "HTTP/1.1 099 OK",
        "ICY 200 OK",
        "HTTP/1.1 200 OK\r\nno header",
        "HTTP/1.1 200 OK\r\n: no name",
        "HTTP/1.1 200 OK\r\nname : space",
        "HTTP/1.1 200 OK\r\nname: a\r\n goes: on",
      })
  void whatIsNoHeadIsRefused(String text) {
    assertThatThrownBy(() -> read(text + "\r\n\r\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not an answer of HTTP");
  }

  @Test
  void aHeadHasBounds() {
    assertThatThrownBy(() -> withHeaders("long: " + "x".repeat(64)))
        .hasMessageContaining("a line of more than 64 bytes");
    assertThatThrownBy(() -> withHeaders("a: b|".repeat(200) + "a: b"))
        .hasMessageContaining("more than 200 headers");
  }

  @Test
  void aHeadThatIsCutIsAnError() {
    String whole = OK + "Content-Length: 0\r\n\r\n";
    for (int length = 0; length < whole.length(); length++) {
      String cut = whole.substring(0, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(EOFException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "content-length: 0, 0",
    "CONTENT-LENGTH: 007, 7",
    "content-length: 5|Content-Length: 5, 5",
    "content-length: 9223372036854775807, 9223372036854775807",
  })
  void readsALength(String lines, long length) throws IOException {
    assertThat(withHeaders(lines).contentLength()).hasValue(length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content-length:",
        "content-length: -5",
        "content-length: +5",
        "content-length: 5 5",
        "content-length: 5, 5",
        "content-length: 0x5",
        "content-length: 5.0",
        "content-length: 9223372036854775808",
        "content-length: 5|content-length: 6",
        "content-length: 5|content-length: ",
      })
  void aDoubtfulLengthIsRefused(String lines) throws IOException {
    AnswerHead head = withHeaders(lines);
    assertThatThrownBy(head::contentLength).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transfer-encoding: gzip",
        "transfer-encoding: gzip, chunked",
        "transfer-encoding: chunked, chunked",
        "transfer-encoding: chunked|transfer-encoding: gzip",
        "transfer-encoding:",
        "transfer-encoding: identity|transfer-encoding: chunked",
      })
  void noOtherCodingThanChunksIsTaken(String lines) throws IOException {
    AnswerHead head = withHeaders(lines);
    assertThatThrownBy(head::isChunked).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1, x: y, true",
    "1, connection: close, false",
    "1, connection: keep-alive|Connection: CLOSE, false",
    "'1', 'connection: te, Close', false",
    "1, transfer-encoding: Chunked, true",
    "1, transfer-encoding: chunked|content-length: 3, false",
    "0, x: y, false",
    "0, connection: Keep-Alive, true",
    "0, connection: keep-alive|transfer-encoding: chunked, false",
  })
  void saysWhetherTheConnectionIsKept(int minor, String lines, boolean kept) throws IOException {
    String status = "HTTP/1." + minor + " 200 OK\r\n";
    assertThat(read(status + lines.replace("|", "\r\n") + "\r\n\r\n").isKept()).isEqualTo(kept);
  }

  @Test
  void saysForHowLongTheConnectionIsKept() throws IOException {
    assertThat(withHeaders("Keep-Alive: max=100, Timeout=5").keptSeconds()).hasValue(5);
    assertThat(withHeaders("Keep-Alive: timeout=-5").keptSeconds()).isEmpty();
    assertThat(withHeaders("x: y").keptSeconds()).isEmpty();
  }
}
