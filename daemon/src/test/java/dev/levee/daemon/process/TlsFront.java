package dev.levee.daemon.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Speaks TLS for a server that does not, with a certificate that nobody else has signed. */
final class TlsFront implements AutoCloseable {
  private static final String PASSWORD = "changeit";

  private final URI behind;
  private final Path certificates;
  private final SSLServerSocket socket;
  private final List<Socket> open = new ArrayList<>();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  TlsFront(Path folder, URI behind) throws IOException, InterruptedException {
    this.behind = behind;
    this.certificates = folder.resolve("certificates.p12");
    makeCertificate();
    try {
      socket =
          (SSLServerSocket)
              context()
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    start(this::accept);
  }

  private void makeCertificate() throws IOException, InterruptedException {
    List<String> keytool =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "store",
            "-keyalg",
            "EC",
            "-dname",
            "CN=store",
            "-ext",
            "SAN=ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            certificates.toString());
    int exit = new ProcessBuilder(keytool).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException("keytool ended with " + exit);
    }
  }

  private SSLContext context() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(certificates)) {
      keys.load(file, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  /** Where it listens. */
  URI endpoint() {
    return URI.create("https://127.0.0.1:" + socket.getLocalPort());
  }

  /** Java's options for one who trusts it. */
  List<String> trust() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + certificates,
        "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
  }

  /** All that clients have sent, in clear. */
  synchronized String sent() {
    return sent.toString(ISO_8859_1);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        Socket server = new Socket(behind.getHost(), behind.getPort());
        synchronized (this) {
          open.addAll(List.of(client, server));
        }
        start(() -> pass(client, server, true));
        start(() -> pass(server, client, false));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void pass(Socket from, Socket to, boolean fromClient) {
    byte[] buffer = new byte[1 << 14];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (fromClient) {
          synchronized (this) {
            sent.write(buffer, 0, read);
          }
        }
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException e) {
      // One side has ended, so the other does.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "tls-front");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public synchronized void close() throws IOException {
    socket.close();
    for (Socket one : open) {
      one.close();
    }
  }
}
