package dev.levee.sync.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.model.Location;
import dev.levee.sync.testing.HeldObjects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadableVersionsTest {
  private static final Location ROOT = Location.parse("memory://lake/t1/");

  private static LogListing log(String commits, String checkpoints) {
    HeldObjects store = new HeldObjects();
    for (String version : commits.split(" ", -1)) {
      store.put(LogListing.commit(ROOT, Long.parseLong(version)), "{}".getBytes(UTF_8));
    }
    for (String version : checkpoints.split(" ", -1)) {
      if (!version.isEmpty()) {
        String name = LogFile.checkpointName(Long.parseLong(version));
        store.put(LogListing.folder(ROOT).resolve(name), "PAR1".getBytes(UTF_8));
      }
    }
    return LogListing.read(store, ROOT);
  }

  @ParameterizedTest
  @CsvSource({
    "0, '', 0, 0",
    "0 1 2, '', 0, 2",
    "0 1 3, '', 0, 1",
    "0 1 2 3, 2, 0, 3",
    "2 3 4, 2, 2, 4",
    "2 3 4 5, 2 4, 2, 5",
    "0 1 4 5, 4, 4, 5",
    "0 1 4 5 7 8, 4 7, 7, 8",
    "3 4 5, 4, 4, 5",
    "0 1 2, 5, 0, 2",
    "2 3, 2 5, 2, 3",
    "0 1 2 3 5, 1 3, 0, 3"
  })
  void readersBeginWithTheNewestCheckpointThatHasItsCommit(
      String commits, String checkpoints, long oldest, long newest) {
    assertThat(ReadableVersions.of(log(commits, checkpoints)))
        .contains(new ReadableVersions(oldest, newest));
  }

  @ParameterizedTest
  @CsvSource({"1 2, ''", "1 2, 3", "3 4, 2"})
  void withoutABeginningThereIsNoTable(String commits, String checkpoints) {
    assertThat(ReadableVersions.of(log(commits, checkpoints))).isEmpty();
  }

  @Test
  void theOldestVersionIsNotBehindTheNewest() {
    assertThat(new ReadableVersions(0, 0).newest()).isZero();
    assertThatThrownBy(() -> new ReadableVersions(-1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ReadableVersions(3, 2)).hasMessage("no versions: 3 to 2");
  }
}
