package dev.levee.sync.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.api.Test;

class Utf8ValidatorTest {
  /** Both sides of every boundary of table 3-7, and some in between. */
  private static final int[] EDGES = {
    0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
    0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF
  };

  private static boolean isWellFormed(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).hasArray();
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static void agrees(byte[] bytes) {
    Utf8Validator whole = new Utf8Validator();
    boolean accepted = whole.firstInvalid(bytes, 0, bytes.length) == bytes.length;
    assertThat(accepted && whole.isComplete()).as("%s", bytes).isEqualTo(isWellFormed(bytes));
    Utf8Validator divided = new Utf8Validator();
    int index = 0;
    while (index < bytes.length && divided.firstInvalid(bytes, index, index + 1) == index + 1) {
      index++;
    }
    assertThat(index)
        .as("%s", bytes)
        .isEqualTo(new Utf8Validator().firstInvalid(bytes, 0, bytes.length));
  }

  @Test
  void itTakesExactlyWhatADecoderTakes() {
    for (int a : EDGES) {
      agrees(new byte[] {(byte) a});
      for (int b : EDGES) {
        agrees(new byte[] {(byte) a, (byte) b});
        for (int c : EDGES) {
          agrees(new byte[] {(byte) a, (byte) b, (byte) c});
        }
      }
    }
    for (int a : new int[] {0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5}) {
      for (int b : EDGES) {
        for (int c : new int[] {0x7F, 0x80, 0xBF, 0xC0}) {
          for (int d : new int[] {0x7F, 0x80, 0xBF, 0xC0}) {
            agrees(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
          }
        }
      }
    }
  }
}
