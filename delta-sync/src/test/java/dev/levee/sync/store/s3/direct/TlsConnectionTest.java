package dev.levee.sync.store.s3.direct;

import static dev.levee.sync.store.s3.direct.ByteServer.hears;
import static dev.levee.sync.store.s3.direct.ByteServer.hearsHead;
import static dev.levee.sync.store.s3.direct.ByteServer.says;
import static dev.levee.sync.store.s3.direct.ByteServer.waitsFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.levee.sync.engine.ManualTime;
import dev.levee.sync.store.ObjectBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections with TLS, to a server that is trusted as 127.0.0.1 and by no other name. */
class TlsConnectionTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String DONE = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  private static final String PUT = "PUT / HTTP/1.1\r\ncontent-length: 99\r\n\r\n";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static SSLContext before;
  private static SSLContext trusting;

  private final ManualTime time = new ManualTime();
  private final ConnectionPool pool =
      new ConnectionPool(new DirectClient.Limits(1, PATIENCE, PATIENCE), time);

  @BeforeAll
  static void trust(@TempDir Path folder) throws Exception {
    before = SSLContext.getDefault();
    trusting = context(certificate(folder.resolve("server.p12")));
    SSLContext.setDefault(trusting);
  }

  @AfterAll
  static void trustAsBefore() {
    SSLContext.setDefault(before);
  }

  @AfterEach
  void stop() {
    pool.close();
  }

  private static KeyStore certificate(Path file) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String made =
        "-J-XX:TieredStopAtLevel=1 -genkeypair -alias store -keyalg EC -dname CN=store -ext SAN=ip:127.0.0.1"
            + " -storetype PKCS12 -storepass changeit -keystore";
    ProcessBuilder process = new ProcessBuilder(keytool).inheritIO();
    process.command().addAll(List.of(made.split(" ", -1)));
    process.command().add(file.toString());
    assertThat(process.start().waitFor()).isZero();
    return KeyStore.getInstance(file.toFile(), PASSWORD);
  }

  private static SSLContext context(KeyStore store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    // A key's own certificate is no trusted one.
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("store", store.getCertificate("store"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static ByteServer playing(ByteServer.Step... script) throws IOException {
    return new ByteServer(
        trusting
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
        List.of(List.of(script)));
  }

  private static Server at(String host, ByteServer server) {
    return new Server(host, server.port(), true);
  }

  @Test
  void anAnswerComesAndTheConnectionIsUsedAgain() throws IOException {
    ObjectBody body = ObjectBody.of(new byte[99]);
    try (ByteServer server = playing(hears(), says(DONE), hears(), says(DONE))) {
      KeptConnection connection = pool.lease(at("127.0.0.1", server));
      assertThat(connection.exchange(PUT, body).status()).isEqualTo(200);
      pool.release(connection);
      time.pass(Duration.ofSeconds(2));
      assertThat(pool.lease(at("127.0.0.1", server))).isSameAs(connection);
      assertThat(connection.exchange(PUT, body).status()).isEqualTo(200);
    }
  }

  @Test
  void aServerOfAnotherNameIsNotTalkedTo() throws IOException {
    try (ByteServer server = playing(hears(), says(DONE))) {
      assertThatThrownBy(() -> pool.lease(at("localhost", server)))
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining("localhost");
      assertThat(server.connection(0).text()).isEmpty();
    }
  }

  @Test
  void closingWaitsForNoServerThatReadsNothing() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    AtomicLong given = new AtomicLong();
    try (ByteServer server = playing(hearsHead(), waitsFor(over))) {
      KeptConnection connection = pool.lease(at("127.0.0.1", server));
      ObjectBody body = ObjectBody.once(endless(given), Long.MAX_VALUE, "");
      CompletableFuture<AnswerHead> answer =
          CompletableFuture.supplyAsync(() -> put(connection, body));
      AtomicLong before = new AtomicLong(-1);
      await()
          .pollInterval(Duration.ofMillis(50))
          .until(() -> given.get() > 0 && before.getAndSet(given.get()) == given.get());

      CompletableFuture.runAsync(pool::close).get(5, TimeUnit.SECONDS);

      assertThatThrownBy(() -> answer.get(5, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
    } finally {
      over.countDown();
    }
  }

  private static AnswerHead put(KeptConnection connection, ObjectBody body) {
    try {
      return connection.exchange(PUT, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream endless(AtomicLong given) {
    return new InputStream() {
      @Override
      public int read() {
        given.incrementAndGet();
        return 0;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        given.addAndGet(length);
        return length;
      }
    };
  }
}
