package dev.levee.sync.catalog.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A Unity Catalog server on loopback, as the open-source server was seen to behave. It goes on from
 * whatever its state holds, counts its requests and lets them go wrong on demand.
 */
public final class UnityCatalogStandIn implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int THREADS = 8;

  static {
    // The server sends headers and body apart: with Nagle's algorithm each answer takes 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final MetastoreState state;
  private final Dispatcher dispatcher;
  private final HttpServer server;
  private final ExecutorService threads;
  private final List<RecordedRequest> requests = new ArrayList<>();
  private volatile Faults faults = Faults.none();

  private UnityCatalogStandIn(MetastoreState state, StandInSettings settings) throws IOException {
    this.state = state;
    dispatcher = new Dispatcher(state, settings.authorization());
    if (settings.authorization()) {
      state.issueToken(MetastoreState.ADMIN, settings.adminToken());
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    threads = Executors.newFixedThreadPool(THREADS, UnityCatalogStandIn::daemon);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** A server on a state, on a port of its own. */
  public static UnityCatalogStandIn start(MetastoreState state, StandInSettings settings) {
    try {
      return new UnityCatalogStandIn(
          Objects.requireNonNull(state, "state"), Objects.requireNonNull(settings, "settings"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code http://127.0.0.1:PORT}; the paths of the API come after it. */
  public URI uri() {
    InetSocketAddress address = server.getAddress();
    return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  public MetastoreState state() {
    return state;
  }

  /** From now on these go wrong. */
  public void setFaults(Faults faults) {
    this.faults = Objects.requireNonNull(faults, "faults");
  }

  /** All requests since the start or the last {@link #forgetRequests}. */
  public List<RecordedRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /** How many requests could have changed something. */
  public long changes() {
    return requests().stream().filter(RecordedRequest::isChange).count();
  }

  /** Numbers start from 1 again. */
  public void forgetRequests() {
    synchronized (requests) {
      requests.clear();
    }
  }

  /** Ends the server; its state stays. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      RecordedRequest request = record(exchange);
      Optional<Fault> fault = faults.of(request);
      Optional<Answer> answer =
          fault.filter(f -> f.moment() == Fault.Moment.BEFORE_EFFECT).isPresent()
              ? failed(fault.get(), Answer.noContent())
              : Optional.of(dispatcher.answer(incoming(exchange, body)));
      if (fault.filter(f -> f.moment() == Fault.Moment.AFTER_EFFECT).isPresent()) {
        answer = failed(fault.get(), answer.orElseThrow());
      }
      if (answer.isPresent()) {
        send(exchange, answer.get());
      }
    }
  }

  private RecordedRequest record(HttpExchange exchange) {
    URI uri = exchange.getRequestURI();
    synchronized (requests) {
      RecordedRequest request =
          new RecordedRequest(
              requests.size() + 1,
              exchange.getRequestMethod(),
              uri.getPath(),
              Objects.requireNonNullElse(uri.getRawQuery(), ""));
      requests.add(request);
      return request;
    }
  }

  private static Dispatcher.Incoming incoming(HttpExchange exchange, String body) {
    URI uri = exchange.getRequestURI();
    Map<String, String> query = new LinkedHashMap<>();
    Stream.ofNullable(uri.getRawQuery())
        .flatMap(text -> Stream.of(text.split("&", -1)))
        .map(pair -> pair.split("=", 2))
        .forEach(pair -> query.put(decoded(pair[0]), pair.length < 2 ? "" : decoded(pair[1])));
    return new Dispatcher.Incoming(
        exchange.getRequestMethod(),
        Stream.of(uri.getRawPath().replace("+", "%2B").split("/", -1))
            .map(UnityCatalogStandIn::decoded)
            .toList(),
        query,
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
        body);
  }

  /** What the client gets in the place of an answer; nothing where it gets none. */
  private static Optional<Answer> failed(Fault fault, Answer answer) {
    return switch (fault.outcome()) {
      case UNAVAILABLE ->
          Optional.of(Answer.of(new Refused(ErrorCode.UNAVAILABLE, "Try again later.")));
      case TOO_MANY_REQUESTS ->
          Optional.of(Answer.of(new Refused(ErrorCode.RESOURCE_EXHAUSTED, "Too many requests.")));
      case ROW_UPDATED ->
          Optional.of(
              Answer.of(Refused.internal("Row was updated or deleted by another transaction")));
      case CUT_OFF -> Optional.empty();
      case EMPTY_LIST -> Optional.of(withoutRows(answer));
    };
  }

  private static Answer withoutRows(Answer answer) {
    JsonNode json = answer.json().orElse(null);
    if (!(json instanceof ObjectNode list)
        || !(list.has("next_page_token") || list.has("privilege_assignments"))) {
      return answer;
    }
    ObjectNode emptied = list.deepCopy();
    emptied.forEach(
        field -> {
          if (field instanceof ArrayNode rows) {
            rows.removeAll();
          }
        });
    return Answer.json(emptied.putNull("next_page_token"));
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body =
        answer.json().isPresent()
            ? MAPPER.writeValueAsBytes(answer.json().get())
            : answer.text().getBytes(UTF_8);
    String type = answer.json().isPresent() ? "application/json" : "text/plain; charset=utf-8";
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : body.length);
    if (!bodiless) {
      exchange.getResponseBody().write(body);
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "unity-catalog-stand-in");
    thread.setDaemon(true);
    return thread;
  }
}
