package dev.levee.sync.store.testing.proxy;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.model.Time;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before one HTTP/1.1 server and passes everything on unchanged, but for what its plan wants
 * to go wrong. Clients have its address as their endpoint; the server has to take the {@code Host}
 * that they send, which S3 signatures cover.
 */
public final class FaultProxy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FaultProxy.class);

  /**
   * Below the ports that systems give to clients: one of those could take ours during an outage.
   */
  private static final int FIRST_PORT = 20_000;

  private static final int PORTS = 12_000;
  private static final int BACKLOG = 256;
  private static final long PATIENCE_SECONDS = 10;

  private final InetSocketAddress server;
  private final Time time;
  private final int port;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "fault-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<ProxyConnection> connections = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<String, Long> counts = new ConcurrentHashMap<>();
  private volatile FaultPlan plan = FaultPlan.none();
  private Optional<Listener> listener = Optional.empty();

  /** Its socket, and the thread that accepts on it. */
  private record Listener(ServerSocket socket, Future<?> accepting) {}

  /** Starts before a server. */
  public FaultProxy(URI server, Time time) throws IOException {
    this.server = new InetSocketAddress(server.getHost(), server.getPort());
    this.time = requireNonNull(time, "time");
    ServerSocket first = onAnyPort();
    this.port = first.getLocalPort();
    listen(first);
  }

  private static ServerSocket onAnyPort() throws IOException {
    int start = (int) (ProcessHandle.current().pid() % PORTS);
    for (int step = 0; step < PORTS; step++) {
      try {
        return bound(FIRST_PORT + (start + step) % PORTS);
      } catch (BindException taken) {
        LOG.debug("a port is taken", taken);
      }
    }
    throw new IOException("all ports are taken");
  }

  private static ServerSocket bound(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void listen(ServerSocket socket) {
    listener = Optional.of(new Listener(socket, threads.submit(() -> accept(socket))));
  }

  private void accept(ServerSocket socket) {
    try {
      while (true) {
        Socket client = socket.accept();
        ProxyConnection connection = new ProxyConnection(client, server, this::next, time);
        connections.add(connection);
        threads.execute(
            () -> {
              connection.run();
              connections.remove(connection);
            });
        if (socket.isClosed()) {
          connection.reset();
        }
      }
    } catch (IOException closed) {
      LOG.debug("the proxy listens no more", closed);
    }
  }

  private Optional<ProxyFault> next(ProxiedRequest request) {
    Optional<ProxyFault> fault = plan.faultOf(request);
    fault.ifPresent(found -> counts.merge(found.label(), 1L, Long::sum));
    return fault;
  }

  /** What clients have as their endpoint. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** From the next request on. */
  public void plan(FaultPlan next) {
    plan = next;
  }

  /** How many requests met each kind of fault. */
  public Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  /** Refuses connections and resets those that are there, until {@link #restore}. */
  public synchronized void cutOff() throws IOException {
    if (listener.isPresent()) {
      close(listener.get());
      listener = Optional.empty();
      connections.forEach(ProxyConnection::reset);
    }
  }

  /**
   * The system goes on taking connections on a closed socket for as long as a thread waits on it:
   * only when that one has ended, are they refused.
   */
  private static void close(Listener listener) throws IOException {
    listener.socket().close();
    try {
      listener.accepting().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the proxy listens still", e);
    }
  }

  /** Ends an outage. */
  public synchronized void restore() throws IOException {
    if (listener.isEmpty()) {
      listen(bound(port));
    }
  }

  /** Whether connections are refused. */
  public synchronized boolean isCutOff() {
    return listener.isEmpty();
  }

  @Override
  public void close() throws IOException {
    cutOff();
    threads.shutdownNow();
    try {
      boolean ended = threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
      LOG.debug("all threads have ended: {}", ended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
