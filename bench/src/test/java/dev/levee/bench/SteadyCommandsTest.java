package dev.levee.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sync.catalog.CanonicalJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scenarios of a running Levee from the command line, with Levee in a process of its own. */
class SteadyCommandsTest {
  private static final int TABLES = 3;

  private static int execute(StringWriter out, StringWriter err, String... arguments) {
    return BenchCommand.execute(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  @Test
  void aFailoverFencesEveryTableWithoutThePrimary(@TempDir Path folder) throws Exception {
    Path json = folder.resolve("failover.json");
    StringWriter out = new StringWriter();
    int exit =
        execute(
            out,
            new StringWriter(),
            "failover",
            "--tables=" + TABLES,
            "--poll=100ms",
            "--json=" + json);

    assertThat(exit).isZero();
    assertThat(out.toString()).contains("3 tables, forced failover with the primary gone");
    JsonNode report = CanonicalJson.parse(Files.readString(json));
    assertThat(report.path("of_floor").doubleValue()).isPositive();
    assertThat(report.path("requests_to_primary").longValue()).isPositive();
    assertThat(number(report, "SECONDARY", "LOG", "PUT", "DONE")).isEqualTo(TABLES);
    assertThat(number(report, "PRIMARY", "LOG", "GET", "DONE")).isZero();
  }

  private static long number(JsonNode report, String... sort) {
    for (JsonNode count : report.path("requests").path("counts")) {
      JsonNode of = count.path("sort");
      List<String> names =
          Stream.of("side", "object", "kind", "answer").map(n -> of.path(n).asText()).toList();
      if (names.equals(List.of(sort))) {
        return count.path("number").longValue();
      }
    }
    return 0;
  }

  @Test
  void aWrongDurationIsNamed() {
    StringWriter err = new StringWriter();
    assertThat(execute(new StringWriter(), err, "idle", "--poll=often")).isEqualTo(2);
    assertThat(err.toString()).contains("write it like 500ms");
  }
}
