package dev.levee.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.daemon.StoreProbe.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeveeTest {
  @TempDir Path folder;
  private CommandFixture levee;

  @BeforeEach
  void prepare() {
    levee = new CommandFixture(folder);
  }

  @Test
  void theNumbersOfTheExitCodesNeverChange() {
    assertThat(Arrays.stream(ExitCode.values()).map(exit -> exit.code() + " " + exit))
        .containsExactly(
            "0 OK",
            "1 FAILED",
            "2 USAGE",
            "3 PREFLIGHT",
            "4 TABLES_HELD",
            "5 NOT_CAUGHT_UP",
            "6 REFUSED",
            "7 DIFFERENT",
            "8 NOT_SALVAGED");
  }

  @Test
  void helpListsEveryCommandAndExitCode() {
    assertThat(levee.run("--help")).isZero();
    String help = levee.out();
    assertThat(help)
        .contains("Keeps a second region ready for a lakehouse.")
        .contains("run", "sync", "check", "status", "tables", "events", "failover", "pause")
        .contains("verify", "history", "resume", "dev-s3", "quickstart", "--verbose");
    for (ExitCode exit : ExitCode.values()) {
      assertThat(help).contains(exit.code() + "   " + exit.meaning());
    }
    assertThat(help.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void everyCommandHasItsHelp() {
    for (String command :
        List.of(
            "run",
            "sync",
            "check",
            "verify",
            "history",
            "salvage",
            "status",
            "tables",
            "events",
            "losses",
            "quarantine",
            "drill",
            "failover",
            "pause",
            "resume",
            "dev-s3",
            "quickstart")) {
      assertThat(levee.run(command, "--help")).as(command).isZero();
      assertThat(levee.out()).contains("Usage: levee " + command);
    }
  }

  /** One of them is described alone when it is named, so the names have to agree. */
  @Test
  void everyCommandThatIsListedCanBeNamed() {
    assertThat(levee.run("--help")).isZero();
    List<String> listed =
        levee
            .out()
            .lines()
            .dropWhile(line -> !line.startsWith("Commands:"))
            .takeWhile(line -> !line.startsWith("Exit codes:"))
            .filter(line -> line.matches("  [a-z].*"))
            .map(line -> line.strip().split("\\s", 2)[0])
            .toList();
    assertThat(listed).hasSizeGreaterThan(15);
    for (String command : listed) {
      assertThat(levee.run("--verbose", command, "--help")).as(command).isZero();
      assertThat(levee.out()).contains("Usage: levee " + command);
    }
  }

  @Test
  void versionIsTheOneOfTheBuild() {
    assertThat(levee.run("--version")).isZero();
    assertThat(levee.out()).matches("(?s)levee \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R.*Java .*");
  }

  @Test
  void aWrongCommandLineIsExplained() {
    assertThat(levee.run()).isEqualTo(2);
    assertThat(levee.err()).contains("Missing command", "Usage: levee");
    assertThat(levee.run("statsu")).isEqualTo(2);
    assertThat(levee.err()).contains("Did you mean").contains("status");
    assertThat(levee.run("run")).isEqualTo(2);
    assertThat(levee.err()).contains("Missing required option: '--config=FILE'");
    assertThat(levee.run("sync", "--config", "x", "--timeout", "10")).isEqualTo(2);
    assertThat(levee.err()).contains("'10' is no duration").doesNotContain("Exception");
    assertThat(levee.run("failover", "lakehouse", "--to", "west")).isEqualTo(2);
    assertThat(levee.err()).contains("--planned", "--forced");
    assertThat(levee.run("failover", "lakehouse", "--to", "west", "--planned", "--forced"))
        .isEqualTo(2);
  }

  @Test
  void everyProblemOfAConfigurationIsShownAndNothingElse() throws IOException {
    Files.writeString(levee.config(), "admin: {listen: nowhere}\nregoins: {}\n");

    for (String command : List.of("run", "sync", "check")) {
      assertThat(levee.run(command, "--config", levee.config().toString())).isEqualTo(2);
      assertThat(levee.err().lines())
          .containsExactly(
              "levee.yaml:1:1: the key 'regions' is missing; add it",
              "levee.yaml:1:1: the key 'failover_groups' is missing; add it",
              "levee.yaml:1:17: admin.listen: 'nowhere' is not of the form host:port; write it like 127.0.0.1:8686",
              "levee.yaml:2:1: regoins: unknown key; did you mean 'regions'?",
              "4 problems found");
    }
    assertThat(levee.engine().started()).isFalse();
  }

  @Test
  void tracesAreOnlyForThoseWhoAskForThem() {
    levee.engine().group().failing(new IllegalStateException("inner workings"));
    String config = levee.config().toString();

    assertThat(levee.run("sync", "--config", config)).isEqualTo(1);
    assertThat(levee.err())
        .contains("something unforeseen happened", "--verbose shows where")
        .doesNotContain("\tat ");
    assertThat(levee.run("--verbose", "sync", "--config", config)).isEqualTo(1);
    assertThat(levee.err()).contains("\tat dev.levee");
    assertThat(levee.run("sync", "--config", config, "--verbose")).isEqualTo(1);
    assertThat(levee.err()).contains("\tat dev.levee");
  }

  @Test
  void checkTellsWhatWasFoundOnTheStores() {
    String config = levee.config().toString();
    assertThat(levee.run("check", "--config", config)).isZero();
    assertThat(levee.out()).contains("levee.yaml: good, 2 regions, 1 failover group");

    levee.withFinding(new Finding("east", true, "one of 16 creators won"));
    assertThat(levee.run("check", "--config", config)).isZero();
    assertThat(levee.out()).contains("east   ok      one of 16 creators won");

    levee.withFinding(new Finding("west", false, "two of 16 creators won; use another store"));
    assertThat(levee.run("check", "--config", config)).isEqualTo(3);
    assertThat(levee.out()).contains("west   FAILED  two of 16 creators won");
    assertThat(levee.run("check", "--json", "--config", config)).isEqualTo(3);
    assertThat(levee.out()).contains("\"passed\" : false", "\"subject\" : \"west\"");
  }

  @Test
  void aStoreThatCannotBeServedIsAPreflightFailure() {
    assertThat(
            levee.run(
                "dev-s3", "--dir", "x", "--port", "1", "--access-key", "k", "--secret-key", "s"))
        .isEqualTo(3);
    assertThat(levee.err()).contains("x cannot be served at port 1 (no server in tests)");
  }
}
