package dev.levee.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A daemon that goes away in the middle of a request. */
class AdminClientTest {
  private final AtomicInteger requests = new AtomicInteger();

  /** Reads requests, counts them and answers none. */
  private CompletableFuture<Void> serve(ServerSocket server) {
    return CompletableFuture.runAsync(
        () -> {
          while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
              InputStream in = socket.getInputStream();
              if (in.read(new byte[65536]) > 0) {
                requests.incrementAndGet();
              }
            } catch (IOException e) {
              // Closed, or the client has gone.
            }
          }
        });
  }

  /** The first request may have been done: a second failover would be another one. */
  @Test
  void whatChangesSomethingIsAskedForOnce() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served = serve(server);
      URI admin = URI.create("http://127.0.0.1:" + server.getLocalPort());
      AdminClient client = new AdminClient(admin, Optional.empty());
      assertThatThrownBy(() -> client.pause("lakehouse"))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("no daemon answers at " + admin);
      server.close();
      served.join();
    }
    assertThat(requests).hasValue(1);
  }
}
