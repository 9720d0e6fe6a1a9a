package dev.levee.sync.store.s3.direct;

import static dev.levee.sync.store.s3.direct.ByteServer.hears;
import static dev.levee.sync.store.s3.direct.ByteServer.hearsBody;
import static dev.levee.sync.store.s3.direct.ByteServer.hearsHead;
import static dev.levee.sync.store.s3.direct.ByteServer.says;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.s3.direct.ByteServer.Heard;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a body that is sent, and of its connection. */
class DirectBodyTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String DONE = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
  private static final int LARGE = 100_000;

  private final OneConnection client = new OneConnection();

  @AfterEach
  void stop() {
    client.close();
  }

  private static ObjectBody large() {
    return ObjectBody.of("x".repeat(LARGE).getBytes(ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32 << 10, LARGE})
  void aBodyIsSentWhole(int length) throws IOException {
    String text = "y".repeat(length);
    try (ByteServer server = OneConnection.server(hears(), says(DONE), hears(), says(OK))) {
      assertThat(client.put(server, ObjectBody.of(text.getBytes(ISO_8859_1)))).isEqualTo(200);
      assertThat(server.connection(0).text()).endsWith("\r\n\r\n" + text);
      client.assertNextOnConnection(0, server);
    }
  }

  @Test
  void aBodyThatFailsWhileItIsSentEndsTheConnection() throws IOException {
    InputStream failing = InputStream.nullInputStream();
    failing.close();
    InputStream some = new ByteArrayInputStream(new byte[LARGE]);
    try (ByteServer server = OneConnection.server(hears())) {
      InputStream bytes = new SequenceInputStream(some, failing);
      assertThatThrownBy(() -> client.put(server, ObjectBody.once(bytes, 2 * LARGE, "")))
          .hasMessage("Stream closed");
      server.connection(0).awaitLeft();
      client.assertNextOnConnection(1, server);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void aBodyOfAnotherLengthThanAnnouncedEndsTheConnection(int announced) throws IOException {
    try (ByteServer server = OneConnection.server(hears(), says(DONE))) {
      ObjectBody body = ObjectBody.once(new ByteArrayInputStream(new byte[5]), announced, "");
      assertThatThrownBy(() -> client.put(server, body)).hasMessageContaining("was announced");
      server.connection(0).awaitLeft();
      client.assertNextOnConnection(1, server);
    }
  }

  @Test
  void aRefusedBodyEndsTheConnection() throws IOException {
    String refusal = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    try (ByteServer server = OneConnection.server(hearsHead(), says(refusal))) {
      assertThat(client.put(server, ObjectBody.of(new byte[9]))).isEqualTo(404);
      client.assertNextOnConnection(1, server);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CONTINUE,
        "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n" + CONTINUE,
        CONTINUE + CONTINUE,
        "",
      })
  void aLargeBodyIsSentOnceItIsWantedOrNothingComes(String wanted) throws IOException {
    client.hasLittlePatience();
    try (ByteServer server =
        OneConnection.server(
            hearsHead(), says(wanted), hearsBody(LARGE), says(DONE), hears(), says(OK))) {
      try (DirectAnswer answer = client.create(server, large())) {
        assertThat(answer.status()).isEqualTo(200);
      }
      assertThat(server.connection(0).text()).contains("\r\nexpect: 100-continue\r\n");
      client.assertNextOnConnection(0, server);
    }
  }

  @Test
  void aLargeBodyThatIsRefusedIsNotSent() throws IOException {
    String refusal = "HTTP/1.1 412 Precondition Failed\r\nContent-Length: 2\r\n\r\nno";
    try (ByteServer server = OneConnection.server(hearsHead(), says(refusal.split("", -1)))) {
      try (DirectAnswer answer = client.create(server, large())) {
        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.body().readAllBytes()).hasSize(2);
      }
      assertNothingSent(server.connection(0));
      client.assertNextOnConnection(1, server);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        DONE,
        "HTTP/1.1 412 Precondition Failed\r\n",
        "HTTP/1.1 100 Continue\r\n",
      })
  void halfAnAnswerOrSuccessWithoutTheBodyIsNoAnswer(String said) throws IOException {
    client.hasLittlePatience();
    try (ByteServer server = OneConnection.server(hearsHead(), says(said))) {
      assertThatThrownBy(() -> client.create(server, large())).isInstanceOf(IOException.class);
      assertNothingSent(server.connection(0));
      client.assertNextOnConnection(1, server);
    }
  }

  private static void assertNothingSent(Heard heard) {
    heard.awaitLeft();
    assertThat(heard.text()).endsWith("\r\n\r\n");
  }
}
