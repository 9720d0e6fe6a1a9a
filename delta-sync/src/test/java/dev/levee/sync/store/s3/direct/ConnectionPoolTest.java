package dev.levee.sync.store.s3.direct;

import static dev.levee.sync.store.s3.direct.ByteServer.closes;
import static dev.levee.sync.store.s3.direct.ByteServer.hears;
import static dev.levee.sync.store.s3.direct.ByteServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.engine.ManualTime;
import dev.levee.sync.store.ObjectBody;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which connections are used again, and that there are never more than may be. */
class ConnectionPoolTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration CHECKED = Duration.ofSeconds(2);
  private static final String GET = "GET / HTTP/1.1\r\n\r\n";
  private static final ObjectBody NOTHING = ObjectBody.of(new byte[0]);

  private final ManualTime time = new ManualTime();
  private final ConnectionPool pool = pool(2, PATIENCE);
  private ByteServer server;

  private ConnectionPool pool(int maximum, Duration patience) {
    return new ConnectionPool(new DirectClient.Limits(maximum, patience, patience), time);
  }

  @BeforeEach
  void start() throws IOException {
    server = ByteServer.silent(8);
  }

  @AfterEach
  void stop() throws IOException {
    pool.close();
    server.close();
  }

  private KeptConnection lease() throws IOException {
    return pool.lease(server.address());
  }

  /** Leases one, and gives it back after so long. */
  private KeptConnection rested(Duration rest) throws IOException {
    KeptConnection connection = lease();
    pool.release(connection);
    time.pass(rest);
    return connection;
  }

  private void assertNotUsedAgain(KeptConnection connection) throws IOException {
    assertThat(lease()).isNotSameAs(connection);
    server.connection(0).awaitLeft();
  }

  @Test
  void theOneThatWasUsedLastIsUsedFirst() throws IOException {
    KeptConnection first = lease();
    KeptConnection second = lease();
    pool.release(second);
    pool.release(first);
    assertThat(lease()).isSameAs(first);
    assertThat(lease()).isSameAs(second);
  }

  @Test
  void aDiscardedOneIsClosed() throws IOException {
    KeptConnection connection = lease();
    pool.discard(connection);
    assertNotUsedAgain(connection);
  }

  @Test
  void atTheLimitALeaseFailsAfterItsPatience() throws IOException {
    try (ConnectionPool impatient = pool(1, Duration.ofMillis(200))) {
      KeptConnection first = impatient.lease(server.address());
      assertThatThrownBy(() -> impatient.lease(server.address()))
          .isInstanceOf(IOException.class)
          .hasMessage("none of 1 connections became free within PT0.2S");
      impatient.release(first);
      assertThat(impatient.lease(server.address())).isSameAs(first);
    }
  }

  @Test
  void atTheLimitALeaseWaitsForOneThatComesBack() throws Exception {
    try (ConnectionPool patient = pool(1, PATIENCE)) {
      KeptConnection connection = patient.lease(server.address());
      CompletableFuture<KeptConnection> waiting = leasedElsewhere(patient);
      assertThat(waiting).isNotDone();
      patient.release(connection);
      assertThat(waiting.get(5, TimeUnit.SECONDS)).isSameAs(connection);
    }
  }

  private CompletableFuture<KeptConnection> leasedElsewhere(ConnectionPool from) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return from.lease(server.address());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        ForkJoinPool.commonPool());
  }

  @Test
  void aLeaseThatIsInterruptedFailsAndTakesNothing() throws IOException {
    KeptConnection first = lease();
    KeptConnection second = lease();
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::lease).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    pool.release(first);
    pool.release(second);
    assertThat(List.of(lease(), lease())).containsExactly(second, first);
  }

  @Test
  void aConnectionThatCannotBeMadeCountsNot() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    for (Server unreachable :
        List.of(
            new Server("127.0.0.1", closed, false),
            new Server("127.0.0.1", 1 << 20, false),
            new Server("[no address]", 80, false))) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> pool.lease(unreachable)).hasMessageNotContaining("became free");
      }
    }
    lease();
    lease();
  }

  @Test
  void forAnotherServerTheOneThatRestedLongestIsClosed() throws IOException {
    try (ByteServer other = ByteServer.silent(8)) {
      KeptConnection first = lease();
      KeptConnection second = lease();
      pool.release(first);
      pool.release(second);
      pool.lease(other.address());
      server.connection(0).awaitLeft();
      assertThat(server.connection(1).hasLeft()).isFalse();
      assertThat(lease()).isSameAs(second);
    }
  }

  @Test
  void itIsUsedForTenMinutesAltogether() throws IOException {
    KeptConnection connection = rested(Duration.ofMinutes(6));
    assertThat(lease()).isSameAs(connection);
    pool.release(connection);
    time.pass(Duration.ofMinutes(4));
    assertNotUsedAgain(connection);
  }

  @ParameterizedTest
  @CsvSource({"5, 4, true", "5, 5, false", "0, 0, false", "99999999999, 500, true"})
  void itRestsForAsLongAsTheServerSays(long timeout, int rest, boolean usedAgain) throws Exception {
    String answer = "HTTP/1.1 204\r\nKeep-Alive: timeout=" + timeout + "\r\n\r\n";
    try (ByteServer brief = ByteServer.playing(hears(), says(answer))) {
      KeptConnection connection = pool.lease(brief.address());
      assertThat(connection.exchange(GET, NOTHING).status()).isEqualTo(204);
      pool.release(connection);
      time.pass(Duration.ofSeconds(rest));
      assertThat(connection.isUsable(time.nanoTime())).isEqualTo(usedAgain);
    }
  }

  @Test
  void oneThatTheServerClosedMeanwhileIsNotUsed() throws IOException {
    try (ByteServer closing =
        new ByteServer(
            List.of(List.of(hears(), says("HTTP/1.1 204\r\n\r\n"), closes()), List.of()))) {
      KeptConnection connection = pool.lease(closing.address());
      assertThat(connection.exchange(GET, NOTHING).status()).isEqualTo(204);
      pool.release(connection);
      closing.connection(0).awaitSteps(3);
      time.pass(CHECKED);
      assertThat(pool.lease(closing.address())).isNotSameAs(connection);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 2})
  void oneOnWhichTheServerSpokeUnaskedIsNotUsed(long restSeconds) throws IOException {
    try (ByteServer speaking =
        new ByteServer(List.of(List.of(says("HTTP/1.1 408\r\n\r\n")), List.of()))) {
      KeptConnection connection = pool.lease(speaking.address());
      speaking.connection(0).awaitSteps(1);
      pool.release(connection);
      time.pass(Duration.ofSeconds(restSeconds));
      assertThat(pool.lease(speaking.address())).isNotSameAs(connection);
      speaking.connection(0).awaitLeft();
    }
  }

  @Test
  void oneOnWhichMoreThanTheAnswerCameIsNotUsed() throws IOException {
    String twice = "HTTP/1.1 204\r\n\r\nHTTP/1.1 204\r\n\r\n";
    try (ByteServer speaking = ByteServer.playing(hears(), says(twice))) {
      KeptConnection connection = pool.lease(speaking.address());
      assertThat(connection.exchange(GET, NOTHING).status()).isEqualTo(204);
      assertThat(connection.isUsable(time.nanoTime())).isFalse();
    }
  }

  @Test
  void closingEndsWhatIsUnderWay() throws Exception {
    try (ConnectionPool closed = pool(2, PATIENCE)) {
      KeptConnection busy = closed.lease(server.address());
      KeptConnection back = closed.lease(server.address());
      CompletableFuture<AnswerHead> answer = CompletableFuture.supplyAsync(() -> get(busy));
      server.connection(0);
      closed.close();
      assertThatThrownBy(() -> answer.get(5, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
      closed.discard(busy);
      closed.release(back);
      assertThatThrownBy(() -> closed.lease(server.address())).hasMessage("the store was closed");
      assertThatThrownBy(() -> closed.lease(server.address())).hasMessage("the store was closed");
    }
    for (int i = 0; i < 4; i++) {
      server.connection(i).awaitLeft();
    }
  }

  private static AnswerHead get(KeptConnection connection) {
    try {
      return connection.exchange(GET, NOTHING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
