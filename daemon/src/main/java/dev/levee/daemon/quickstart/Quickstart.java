package dev.levee.daemon.quickstart;

import dev.levee.daemon.report.EventReport;
import dev.levee.daemon.report.GroupReport;
import dev.levee.daemon.report.Wording;
import dev.levee.sync.model.Time;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Shows Levee on this machine alone. */
public final class Quickstart {
  private static final Duration FRAME = Duration.ofMillis(250);
  private static final Duration LINE = Duration.ofSeconds(2);
  private static final Duration LIVE_PACE = Duration.ofMillis(700);
  private static final Duration TOUR_PACE = Duration.ofMillis(120);
  private static final int FIRST_ROUNDS = 30;
  private static final String LOG = "levee.log";

  private final Daemons daemons;
  private final Time time;
  private final Screen screen;
  private final Style style;

  /**
   * Where it is shown.
   *
   * @param out takes all output
   * @param terminal whether that is a terminal on which lines can be overwritten
   * @param color whether colours are wanted there
   */
  public record Screen(PrintWriter out, boolean terminal, boolean color) {}

  /** A quickstart that starts its daemon this way. */
  public Quickstart(Daemons daemons, Time time, Screen screen) {
    this.daemons = daemons;
    this.time = time;
    this.screen = screen;
    this.style = screen.terminal() && screen.color() ? Style.COLORED : Style.PLAIN;
  }

  /**
   * Goes through the whole story and checks every step.
   *
   * @throws QuickstartException at the first step that does not hold
   */
  public void tour(Path parent, boolean keep) throws IOException, InterruptedException {
    long start = time.nanoTime();
    try (RunFolder folder = begin(parent, keep);
        Stage stage = Stage.open(folder.path(), time, TOUR_PACE)) {
      introduce(stage, folder.path());
      new Tour(stage, daemons, new Narrator(screen.out(), style, time, screen.terminal())).run();
      String took = Wording.time((time.nanoTime() - start) / 1_000_000);
      say("");
      say(style.good("All steps hold.") + " " + took);
    }
  }

  /** Shows a group at work until it is asked to end. */
  public void live(Path parent, boolean keep, BooleanSupplier end)
      throws IOException, InterruptedException {
    try (RunFolder folder = begin(parent, keep);
        Stage stage = Stage.open(folder.path(), time, LIVE_PACE)) {
      introduce(stage, folder.path());
      Narrator narrator = new Narrator(screen.out(), style, time, screen.terminal());
      narrator.step("write three tables", () -> prepare(stage, narrator, end));
      narrator.step("start the daemon", () -> start(stage));
      stage.startWriting();
      if (screen.terminal()) {
        draw(stage, end);
      } else {
        list(stage, end);
      }
    }
    say("stopped");
  }

  private RunFolder begin(Path parent, boolean keep) throws IOException {
    RunFolder folder = RunFolder.create(parent, keep);
    LogFile.redirectTo(folder.path().resolve(LOG));
    return folder;
  }

  private void introduce(Stage stage, Path folder) {
    say(style.bold("Levee quickstart") + ": two S3 stores and a daemon, on this machine only");
    for (Side side : stage.sides()) {
      say(
          "  %-8s http://%s  bucket lake-%s  key %s"
              .formatted(side.region(), side.address(), side.region(), side.region()));
    }
    say("  %-8s %s".formatted("admin", stage.config().admin()));
    say("  %-8s %s".formatted("config", stage.config().file()));
    say("  %-8s %s".formatted("log", folder.resolve(LOG)));
    say("");
  }

  private static String prepare(Stage stage, Narrator narrator, BooleanSupplier end)
      throws IOException {
    for (int round = 0; round < FIRST_ROUNDS && !end.getAsBoolean(); round++) {
      narrator.meanwhile("write three tables     " + Bar.of(round, FIRST_ROUNDS, FIRST_ROUNDS));
      stage.traffic().write(stage.side("east"), 1);
    }
    return "%d commits in each, in east".formatted(FIRST_ROUNDS);
  }

  private String start(Stage stage) throws InterruptedException {
    stage.startDaemon(daemons);
    return "levee run --config " + stage.config().file().getFileName();
  }

  private void draw(Stage stage, BooleanSupplier end) throws InterruptedException {
    LiveView view = new LiveView(style, stage.config().adminOption());
    Throughput throughput = new Throughput();
    List<EventReport> events = new ArrayList<>();
    try (LiveScreen live = new LiveScreen(screen.out())) {
      while (!end.getAsBoolean()) {
        GroupReport group = stage.daemon().group();
        throughput.add(group.progress().bytesCopied(), time.nanoTime());
        long last = events.isEmpty() ? 0 : events.get(events.size() - 1).sequence();
        events.addAll(stage.daemon().events(last));
        live.draw(
            view.lines(new Sight(group, stage.daemon().tables(), events, throughput.rates())));
        time.sleep(FRAME);
      }
    }
  }

  private void list(Stage stage, BooleanSupplier end) throws InterruptedException {
    while (!end.getAsBoolean()) {
      GroupReport group = stage.daemon().group();
      say(
          "%s: %s, %s -> %s, %s, %s copied"
              .formatted(
                  group.name(),
                  group.state(),
                  group.effectivePrimaryRegion(),
                  group.secondaryRegion(),
                  Wording.behind(group.replicationLagMs()),
                  Wording.count(group.progress().filesCopied(), "file")));
      for (long waited = 0; waited < LINE.toMillis() && !end.getAsBoolean(); ) {
        time.sleep(FRAME);
        waited += FRAME.toMillis();
      }
    }
  }

  private void say(String line) {
    screen.out().println(line);
    screen.out().flush();
  }
}
