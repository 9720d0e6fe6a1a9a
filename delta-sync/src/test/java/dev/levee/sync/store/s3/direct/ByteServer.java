package dev.levee.sync.store.s3.direct;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays bytes over sockets: a script for each connection, in the order in which they come. At a
 * script's end it listens until the client goes. One more connection than scripts is closed at
 * once.
 */
final class ByteServer implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: (\\d+)\r\n");

  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Heard> connections = new ArrayList<>();

  /** What the server does next. */
  interface Step {
    void play(Socket client, Heard heard) throws IOException;
  }

  /** What came over a connection. */
  static final class Heard {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int played;
    private boolean left;

    /** All of it so far. */
    synchronized String text() {
      return bytes.toString(ISO_8859_1);
    }

    private synchronized void add(byte[] more) {
      bytes.writeBytes(more);
    }

    private synchronized void played() {
      played++;
    }

    private synchronized void left() {
      left = true;
    }

    /** Returns after so many steps. */
    void awaitSteps(int steps) {
      eventually(() -> hasPlayed(steps));
    }

    private synchronized boolean hasPlayed(int steps) {
      return played >= steps;
    }

    /** Returns when the client has closed the connection. */
    void awaitLeft() {
      eventually(this::hasLeft);
    }

    synchronized boolean hasLeft() {
      return left;
    }
  }

  ByteServer(List<List<Step>> scripts) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), scripts);
  }

  ByteServer(ServerSocket socket, List<List<Step>> scripts) {
    this.socket = socket;
    threads.execute(() -> accept(scripts));
  }

  /** A script for the first connection. */
  static ByteServer playing(Step... script) throws IOException {
    return new ByteServer(List.of(List.of(script)));
  }

  /** So many connections that are left alone. */
  static ByteServer silent(int connections) throws IOException {
    List<List<Step>> scripts = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      scripts.add(List.of());
    }
    return new ByteServer(scripts);
  }

  /** Waits for a request, and for as much body as it announces. */
  static Step hears() {
    return (client, heard) -> {
      Matcher length = LENGTH.matcher(head(client, heard));
      heard.add(body(client, length.find() ? Integer.parseInt(length.group(1)) : 0));
    };
  }

  /** Waits for the head of a request. */
  static Step hearsHead() {
    return (client, heard) -> head(client, heard);
  }

  /** Waits for so many bytes. */
  static Step hearsBody(int length) {
    return (client, heard) -> heard.add(body(client, length));
  }

  /** Sends these texts, each for itself. */
  static Step says(String... pieces) {
    return (client, heard) -> {
      for (String piece : pieces) {
        client.getOutputStream().write(piece.getBytes(ISO_8859_1));
      }
    };
  }

  /** Does nothing until then. */
  static Step waitsFor(CountDownLatch then) {
    return (client, heard) -> {
      try {
        then.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    };
  }

  static Step closes() {
    return (client, heard) -> client.close();
  }

  private static String head(Socket client, Heard heard) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append(new String(body(client, 1), ISO_8859_1));
    }
    heard.add(head.toString().getBytes(ISO_8859_1));
    return head.toString();
  }

  private static byte[] body(Socket client, int length) throws IOException {
    byte[] bytes = client.getInputStream().readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private void accept(List<List<Step>> scripts) {
    try {
      for (List<Step> script : scripts) {
        Socket client = socket.accept();
        Heard heard = new Heard();
        synchronized (this) {
          connections.add(heard);
        }
        threads.execute(() -> play(client, heard, script));
      }
      while (true) {
        socket.accept().close();
      }
    } catch (IOException | RejectedExecutionException e) {
      // The test is over.
    }
  }

  private static void play(Socket client, Heard heard, List<Step> script) {
    try (client) {
      client.setTcpNoDelay(true);
      for (Step step : script) {
        step.play(client, heard);
        heard.played();
      }
      InputStream rest = client.getInputStream();
      byte[] some = new byte[1 << 16];
      for (int read = rest.read(some); read >= 0; read = rest.read(some)) {
        heard.add(Arrays.copyOf(some, read));
      }
    } catch (IOException e) {
      // The client has gone.
    } finally {
      heard.left();
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  Server address() {
    return new Server("127.0.0.1", port(), false);
  }

  BucketAddress bucket() {
    return BucketAddress.of(URI.create("http://127.0.0.1:" + port() + "/bucket/"));
  }

  private static void eventually(Callable<Boolean> so) {
    await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(so);
  }

  /** The connection that came so late, from zero; waits for it. */
  Heard connection(int number) {
    eventually(() -> accepted() > number);
    synchronized (this) {
      return connections.get(number);
    }
  }

  synchronized int accepted() {
    return connections.size();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
