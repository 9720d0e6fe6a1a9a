package dev.levee.sync.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An operator finds every hold under its own heading in the runbook, and no other. */
class RunbookTest {
  private static final Path RUNBOOK = Path.of("..", "docs", "runbook.md");

  @Test
  void theRunbookHasAHeadingForEachHoldReason() throws IOException {
    List<String> headings =
        Files.readAllLines(RUNBOOK).stream()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring(4))
            .toList();
    assertThat(headings)
        .containsExactlyElementsOf(Arrays.stream(HoldReason.values()).map(Enum::name).toList());
  }

  @Test
  void theRunbookGivesEachHoldItsRemedy() throws IOException {
    String runbook = Files.readString(RUNBOOK);
    for (HoldReason reason : HoldReason.values()) {
      assertThat(runbook).contains("### " + reason).contains("**Do:** " + reason.remedy());
    }
  }
}
