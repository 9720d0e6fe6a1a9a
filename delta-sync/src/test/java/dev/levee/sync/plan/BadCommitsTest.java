package dev.levee.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.log.Commit;
import dev.levee.sync.log.CommitReader;
import dev.levee.sync.log.CommitRejectedException;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every commit among the bad inputs, read and planned, against the index beside them. */
class BadCommitsTest {
  private static final TableRoots ROOTS =
      new TableRoots(
          new TableId("data", "t1"),
          Location.parse("s3://primary/t1/"),
          Location.parse("s3://secondary/t1/"));

  record Case(String name, String outcome, String contains) {
    static Case parse(String line) {
      String[] cells = line.split(" \\| ?", 3);
      return new Case(cells[0], cells[1].replace(" |", ""), cells.length < 3 ? "" : cells[2]);
    }

    @Override
    public String toString() {
      return name + ": " + outcome;
    }
  }

  static List<Case> cases() throws IOException {
    return Files.readAllLines(folder().resolve("index.txt")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(Case::parse)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theCommitIsPublishedOrHeldForTheReasonInTheIndex(Case expected) throws IOException {
    byte[] bytes = Files.readAllBytes(folder().resolve(expected.name() + ".json"));
    long version = expected.name().startsWith("v0-") ? 0 : 7;
    Seen seen = publish(version, bytes);
    assertThat(seen.outcome()).as("%s", seen).isEqualTo(expected.outcome());
    assertThat(seen.text()).contains(expected.contains()).doesNotContainPattern("[\\x00-\\x08]");
  }

  private record Seen(String outcome, String text) {}

  private static Seen publish(long version, byte[] bytes) throws IOException {
    try {
      Commit commit = new CommitReader().read(version, new ByteArrayInputStream(bytes));
      return new CommitPlanner(ROOTS)
          .plan(commit, Protocol.legacy(1, 2))
          .match(
              planned -> new Seen("PUBLISH", textOf(planned.plan())),
              refused -> seen(refused.hold()));
    } catch (CommitRejectedException e) {
      return seen(new Hold(e.reason(), e.getMessage()));
    }
  }

  private static Seen seen(Hold hold) {
    return new Seen(hold.reason().name(), hold.detail());
  }

  private static String textOf(CommitPlan plan) {
    Stream<String> keys = plan.objects().stream().map(object -> object.target().toString());
    return Stream.concat(keys, plan.warnings().stream()).collect(Collectors.joining("; "));
  }

  @Test
  void theIndexNamesEveryFileAndNoOther() throws IOException {
    Set<String> indexed = cases().stream().map(Case::name).collect(Collectors.toSet());
    Set<String> present = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder())) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .forEach(name -> present.add(name.substring(0, name.length() - 5)));
    }
    assertThat(present).isEqualTo(indexed).hasSizeGreaterThan(100);
  }

  private static Path folder() {
    try {
      return Path.of(BadCommitsTest.class.getResource("/bad-inputs/commits").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
