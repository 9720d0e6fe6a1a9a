package dev.levee.sync.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.levee.sync.testing.BadInputs;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the path of a file is, it is refused or stays below the table's root. */
class PathFuzzTest {
  static Stream<byte[]> paths() {
    return BadInputs.vectors("paths.txt").stream().map(cells -> cells.get(0).getBytes(UTF_8));
  }

  @MethodSource("paths")
  @FuzzTest(maxDuration = "5s")
  void anAcceptedPathStaysInTheTableAndIsTheSameKeyWhenEncodedAnew(byte[] bytes)
      throws UnusablePathException {
    if (bytes == null) {
      return;
    }
    String key;
    try {
      key = LogPath.decode(new String(bytes, UTF_8));
    } catch (UnusablePathException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
      return;
    }
    assertThat(key).doesNotStartWith("/").doesNotContain("\0");
    assertThat(key.split("/", -1)).doesNotContain("", ".", "..", "_delta_log");
    assertThat(
            BadReferencesTest.ROOTS
                .source()
                .resolve(key)
                .relativeTo(BadReferencesTest.ROOTS.source()))
        .contains(key);
    assertThat(LogPath.decode(encoded(key))).isEqualTo(key);
  }

  private static String encoded(String key) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : key.getBytes(UTF_8)) {
      encoded.append(octet == '/' ? "/" : String.format(Locale.ROOT, "%%%02X", octet & 0xFF));
    }
    return encoded.toString();
  }
}
