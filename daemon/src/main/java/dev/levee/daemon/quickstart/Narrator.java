package dev.levee.daemon.quickstart;

import dev.levee.daemon.report.Wording;
import dev.levee.sync.model.Time;
import java.io.IOException;
import java.io.PrintWriter;

/** Tells a story in steps, a line each, with the time it took. */
final class Narrator {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final Style style;
  private final Time time;
  private final boolean live;

  /**
   * A narrator.
   *
   * @param live whether a step can be shown before it is done, and overwritten then
   */
  Narrator(PrintWriter out, Style style, Time time, boolean live) {
    this.out = out;
    this.style = style;
    this.time = time;
    this.live = live;
  }

  /** A step; it returns what is to be told of it. */
  @FunctionalInterface
  interface Step {
    String run() throws IOException, InterruptedException;
  }

  void heading(String text) {
    out.println();
    out.println(style.bold(text));
    out.flush();
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  void step(String name, Step step) throws IOException, InterruptedException {
    long start = time.nanoTime();
    meanwhile(name + " …");
    String told;
    try {
      told = step.run();
    } catch (IOException | RuntimeException e) {
      end(style.bad("  ✗ ") + name);
      throw e;
    }
    String took = Wording.time((time.nanoTime() - start) / 1_000_000);
    end("%s%-22s %s  %s".formatted(style.good("  ✓ "), name, told, style.dim(took)));
  }

  /** What is going on now, where it can be overwritten. */
  void meanwhile(String text) {
    if (live) {
      out.print(CLEAR_LINE + style.waiting("  … ") + text);
      out.flush();
    }
  }

  private void end(String line) {
    out.println(live ? CLEAR_LINE + line : line);
    out.flush();
  }
}
