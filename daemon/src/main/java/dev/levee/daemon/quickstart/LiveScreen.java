package dev.levee.daemon.quickstart;

import java.io.PrintWriter;
import java.util.List;

/**
 * Draws lines over the lines drawn before. Meanwhile the cursor is hidden and long lines are cut
 * off; closing puts both right and leaves the last lines on the screen.
 */
final class LiveScreen implements AutoCloseable {
  private static final String ESC = "\u001b[";

  private final PrintWriter out;
  private int drawn;

  LiveScreen(PrintWriter out) {
    this.out = out;
    out.print(ESC + "?25l" + ESC + "?7l");
    out.flush();
  }

  void draw(List<String> lines) {
    StringBuilder frame = new StringBuilder();
    if (drawn > 0) {
      frame.append(ESC).append(drawn).append('A');
    }
    for (String line : lines) {
      frame.append('\r').append(line).append(ESC).append("K\n");
    }
    frame.append(ESC).append('J');
    out.print(frame);
    out.flush();
    drawn = lines.size();
  }

  @Override
  public void close() {
    out.print(ESC + "?7h" + ESC + "?25h");
    out.flush();
  }
}
