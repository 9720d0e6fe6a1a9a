package dev.levee.sync.store.s3.direct;

import static dev.levee.sync.store.s3.direct.ByteServer.closes;
import static dev.levee.sync.store.s3.direct.ByteServer.hears;
import static dev.levee.sync.store.s3.direct.ByteServer.says;
import static dev.levee.sync.store.s3.direct.ByteServer.waitsFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After which answers a connection is used again. */
class DirectClientTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String DONE = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final OneConnection client = new OneConnection();

  @AfterEach
  void stop() {
    client.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
      })
  void afterAWholeAnswerTheConnectionIsUsedAgain(String answer) throws IOException {
    try (ByteServer server =
        OneConnection.server(hears(), says(answer.split("", -1)), hears(), says(OK))) {
      client.get(server);
      client.assertNextOnConnection(0, server);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nmore",
        "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\n\r\n",
      })
  void afterADoubtfulAnswerItIsNot(String answer) throws IOException {
    try (ByteServer server = OneConnection.server(hears(), says(answer))) {
      client.get(server);
      client.assertNextOnConnection(1, server);
    }
  }

  @Test
  void anAnswerToAnEarlierWaitIsNotTakenForTheNextRequests() throws IOException {
    CountDownLatch read = new CountDownLatch(1);
    String late = "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n";
    try (ByteServer server =
        OneConnection.server(
            hears(), says(DONE), waitsFor(read), says(late), hears(), says(DONE))) {
      assertThat(client.get(server)).isEmpty();
      read.countDown();
      server.connection(0).awaitSteps(4);
      assertThat(client.get(server)).isIn("", "ok");
      assertThat(client.get(server)).isEqualTo("ok");
    }
  }

  @Test
  void aHeadHasNoBodyWhateverItsLength() throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 9000\r\nETag: \"a\"\r\n\r\n";
    try (ByteServer server = OneConnection.server(hears(), says(head), hears(), says(OK))) {
      try (DirectAnswer answer = client.send("HEAD", server)) {
        assertThat(answer.header("content-length")).contains("9000");
        assertThat(answer.body().read()).isEqualTo(-1);
      }
      client.assertNextOnConnection(0, server);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "garbage\r\n\r\n",
      })
  void afterAnAnswerThatEndsEarlyTheNextRequestHasAConnectionOfItsOwn(String cut)
      throws IOException {
    try (ByteServer server = OneConnection.server(hears(), says(cut), closes())) {
      assertThatThrownBy(() -> client.get(server)).isInstanceOf(IOException.class);
      client.assertNextOnConnection(1, server);
    }
  }

  @Test
  void silenceInTheMiddleOfABodyEndsTheConnection() throws IOException {
    client.hasLittlePatience();
    String half = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc";
    try (ByteServer server = OneConnection.server(hears(), says(half))) {
      assertThatThrownBy(() -> client.get(server)).isInstanceOf(SocketTimeoutException.class);
      server.connection(0).awaitLeft();
      client.assertNextOnConnection(1, server);
    }
  }

  @Test
  void aBodyThatNobodyReadsToItsEndEndsTheConnection() throws IOException {
    try (ByteServer server = OneConnection.server(hears(), says(OK))) {
      DirectAnswer answer = client.send("GET", server);
      assertThat(answer.body().read()).isEqualTo('o');
      answer.close();
      answer.close();
      client.assertNextOnConnection(1, server);
    }
  }

  @Test
  void aLineBreakInAHeaderIsNotSent() throws IOException {
    try (ByteServer server = OneConnection.server(hears(), says(OK))) {
      DirectRequest request = DirectRequest.of("GET", server.bucket(), "key");
      assertThatThrownBy(() -> client.send(request.with("if-match", "\"a\"\r\nx: y")))
          .hasMessageContaining("nothing was sent");
      client.assertNextOnConnection(0, server);
    }
  }
}
