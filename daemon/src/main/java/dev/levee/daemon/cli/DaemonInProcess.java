package dev.levee.daemon.cli;

import dev.levee.daemon.quickstart.Daemons;
import dev.levee.daemon.quickstart.QuickstartException;
import dev.levee.daemon.report.EventReport;
import dev.levee.daemon.report.GroupReport;
import dev.levee.daemon.report.TableReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** {@code levee run} on a thread of this process, and {@code levee}'s own client of it. */
final class DaemonInProcess implements Daemons.Running {
  private static final String GROUP = "lakehouse";

  private final Surroundings surroundings;
  private final URI admin;
  private final AdminClient client;
  private final Signal stop = new Signal();
  private final StringWriter output = new StringWriter();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  private DaemonInProcess(Surroundings surroundings, URI admin) {
    this.surroundings = surroundings;
    this.admin = admin;
    this.client = new AdminClient(admin, Optional.empty());
  }

  static DaemonInProcess start(
      Surroundings surroundings, Path config, Map<String, String> variables, URI admin) {
    DaemonInProcess daemon = new DaemonInProcess(surroundings, admin);
    UnaryOperator<String> environment =
        name -> variables.getOrDefault(name, surroundings.environment().apply(name));
    Surroundings inside =
        new Surroundings(
            surroundings.components(), daemon.terminal(daemon.output), daemon.stop, environment);
    Thread thread =
        new Thread(
            () -> daemon.exit.complete(Levee.execute(inside, "run", "--config", config.toString())),
            "levee-run");
    thread.setDaemon(true);
    thread.start();
    return daemon;
  }

  private Terminal terminal(StringWriter text) {
    PrintWriter writer = new PrintWriter(text, true);
    return new Terminal(writer, writer, Optional.empty());
  }

  @Override
  public boolean isUp() {
    if (exit.isDone()) {
      throw new QuickstartException(
          "levee run ended with %d: %s".formatted(exit.join(), output.toString().strip()));
    }
    return command("status").exitCode() == ExitCode.OK.code();
  }

  @Override
  public GroupReport group() {
    return asked(() -> client.group(GROUP));
  }

  @Override
  public List<TableReport> tables() {
    return asked(() -> client.tables(GROUP));
  }

  @Override
  public List<EventReport> events(long after) {
    return asked(() -> client.events(GROUP, after));
  }

  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (CommandFailure e) {
      throw new QuickstartException(e.getMessage(), e);
    }
  }

  @Override
  public Daemons.Answer command(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--admin", admin.toString()));
    StringWriter text = new StringWriter();
    Surroundings outside =
        new Surroundings(
            surroundings.components(),
            terminal(text),
            surroundings.stop(),
            surroundings.environment());
    int code = Levee.execute(outside, all.toArray(String[]::new));
    return new Daemons.Answer(code, text.toString());
  }

  @Override
  public void close() {
    stop.asked.countDown();
    int unused = exit.join();
  }

  /** Asked when the quickstart ends, not when the process is. */
  private static final class Signal implements StopSignal {
    private final CountDownLatch asked = new CountDownLatch(1);

    @Override
    public void handle() {}

    @Override
    public boolean asked() {
      return asked.getCount() == 0;
    }

    @Override
    public void await() throws InterruptedException {
      asked.await();
    }
  }
}
