package dev.levee.daemon.writes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.levee.daemon.config.StopWrites;
import dev.levee.sync.engine.WriteBlockException;
import dev.levee.sync.model.RegionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's command stops writers only when it says so. */
class CommandBlockTest {
  private static final RegionName EAST = new RegionName("east");

  @TempDir private Path folder;

  private CommandBlock block(String script, Duration timeout) throws IOException {
    Path file = folder.resolve("stop-writes.sh");
    Files.writeString(file, script);
    return new CommandBlock(
        new StopWrites.Command(List.of("/bin/sh", file.toString(), "first"), timeout), "lakehouse");
  }

  @Test
  void theCommandIsToldWhatToDo() throws IOException {
    Path told = folder.resolve("told");
    CommandBlock block =
        block(
            "echo \"$@ $LEVEE_ACTION $LEVEE_GROUP $LEVEE_REGION\" >> " + told,
            Duration.ofSeconds(30));
    block.stop(EAST);
    block.lift(EAST);
    assertThat(told)
        .hasContent(
            "first stop lakehouse east stop lakehouse east\nfirst lift lakehouse east lift lakehouse east\n");
  }

  @Test
  void aCommandThatFailsIsQuoted() throws IOException {
    CommandBlock block = block("echo two jobs; echo still run >&2; exit 3", Duration.ofSeconds(30));
    assertThatThrownBy(() -> block.stop(EAST))
        .isInstanceOf(WriteBlockException.class)
        .hasMessageContaining("first stop lakehouse east ended with 3: two jobs still run");
  }

  @Test
  void aCommandThatHangsIsEndedWithItsChildren() throws IOException {
    Path pid = folder.resolve("pid");
    CommandBlock block = block("sleep 600 & echo $! > " + pid + "; wait", Duration.ofMillis(500));
    assertThatThrownBy(() -> block.stop(EAST))
        .isInstanceOf(WriteBlockException.class)
        .hasMessageContaining("did not end within");
    long child = Long.parseLong(Files.readString(pid).strip());
    await().until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void aCommandThatIsNotThereIsNamed() {
    CommandBlock block =
        new CommandBlock(
            new StopWrites.Command(List.of("/nowhere/stop-writes"), Duration.ofSeconds(1)),
            "lakehouse");
    assertThatThrownBy(() -> block.stop(EAST))
        .isInstanceOf(WriteBlockException.class)
        .hasMessageContaining("/nowhere/stop-writes stop lakehouse east cannot be run");
  }
}
