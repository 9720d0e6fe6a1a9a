package dev.levee.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.daemon.testing.TestingStop;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  @Test
  void theTableIsReplicatedAndNothingSaid(@TempDir Path folder) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    Surroundings surroundings =
        new Surroundings(
            InstalledComponents.create(),
            new Terminal(writer, writer, Optional.empty()),
            new TestingStop(),
            name -> null);

    assertThat(Levee.execute(surroundings, "train", "--dir", folder.toString())).isZero();
    assertThat(output.toString()).isEmpty();
    assertThat(folder.resolve("west/lake-west/data/t/_delta_log/00000000000000000000.json"))
        .satisfies(commit -> assertThat(Files.exists(commit)).isTrue());
  }
}
