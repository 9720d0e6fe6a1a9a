package dev.levee.sync.store.s3.direct;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.ssl.SSLInitializationException;

/** TLS by the system's properties, whose certificates are read when the first server has TLS. */
final class LazyTls implements TlsSocketStrategy {
  private Optional<DefaultClientTlsStrategy> system = Optional.empty();

  @Override
  public SSLSocket upgrade(
      Socket socket, String target, int port, Object attachment, HttpContext context)
      throws IOException {
    return system().upgrade(socket, target, port, attachment, context);
  }

  private synchronized DefaultClientTlsStrategy system() throws SSLException {
    if (system.isEmpty()) {
      try {
        system = Optional.of(DefaultClientTlsStrategy.createSystemDefault());
      } catch (SSLInitializationException e) {
        throw new SSLException("the certificates cannot be read: " + e.getMessage(), e);
      }
    }
    return system.get();
  }
}
