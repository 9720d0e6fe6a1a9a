package dev.levee.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scenarios of a running Levee from the command line, with Levee in a process of its own. */
class SteadyCommandsTest {
  private static int execute(StringWriter out, StringWriter err, String... arguments) {
    return BenchCommand.execute(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  @Test
  void aFreshProcessIsMeasuredAndReported(@TempDir Path folder) throws Exception {
    Path json = folder.resolve("failover.json");
    StringWriter out = new StringWriter();
    int exit =
        execute(
            out, new StringWriter(), "failover", "--tables=3", "--poll=100ms", "--json=" + json);

    assertThat(exit).isZero();
    assertThat(out.toString()).contains("3 tables, forced failover", "times the floor");
    assertThat(Files.readString(json)).contains("\"of_floor\"", "\"requests_per_table\"");
  }

  @Test
  void aWrongDurationIsNamed() {
    StringWriter err = new StringWriter();
    assertThat(execute(new StringWriter(), err, "idle", "--poll=often")).isEqualTo(2);
    assertThat(err.toString()).contains("write it like 500ms");
  }
}
