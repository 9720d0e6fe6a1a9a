package dev.levee.sync.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonChecksumTest {
  private static boolean holds(String json) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      return JsonChecksum.holds(parser);
    }
  }

  private static String md5(String text) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
  }

  /** The Delta protocol's own example, and the same with one letter in upper case. */
  @ParameterizedTest
  @ValueSource(strings = {"6a92d155a59bf2eecbd4b4ec7fd1f875", "6A92d155a59bf2eecbd4b4ec7fd1f875"})
  void theProtocolsExampleHolds(String checksum) throws IOException {
    assertThat(
            holds(
                """
                {"k0": "'v 0'", "checksum": "%s", "k1": {"k2": 2, "k3": ["v3", [1, 2], {"k4": "v4", "k5": ["v5", "v6", "v7"]}]}}
                """
                    .formatted(checksum)))
        .isTrue();
  }

  @Test
  void anotherValueOrPlaceDoesNotHold() throws Exception {
    String checksum = md5("\"a\"=1,\"b\"+0=\"x\"");
    assertThat(holds("{\"b\":[\"x\"],\"a\":1,\"checksum\":\"%s\"}".formatted(checksum))).isTrue();
    assertThat(holds("{\"b\":[\"x\"],\"a\":2,\"checksum\":\"%s\"}".formatted(checksum))).isFalse();
    assertThat(holds("{\"b\":\"x\",\"a\":1,\"checksum\":\"%s\"}".formatted(checksum))).isFalse();
  }

  @Test
  void onlyTheChecksumAtTheTopIsLeftOut() throws Exception {
    String inner = md5("\"a\"+\"checksum\"=\"x\"");
    assertThat(holds("{\"a\":{\"checksum\":\"x\"},\"checksum\":\"%s\"}".formatted(inner))).isTrue();
    assertThat(holds("{\"a\":{\"checksum\":\"x\"}}")).as("none is stated").isTrue();
  }

  @Test
  void everythingButUnreservedCharactersIsEscaped() throws Exception {
    String checksum = md5("\"%E2%82%AC\"=\"-._~%2B%2F09azAZ\"");
    assertThat(holds("{\"€\":\"-._~+/09azAZ\",\"checksum\":\"%s\"}".formatted(checksum))).isTrue();
  }
}
