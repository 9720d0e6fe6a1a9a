package dev.levee.sync.store.s3.direct;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random answers, in random packets, read in random pieces. A failure names its seed. */
class RandomAnswersTest {
  private static final int ANSWERS = 3000;
  private static final String NEXT = "HTTP/1.1 204 No Content\r\n\r\n";

  private enum Framing {
    LENGTH,
    CHUNKS,
    CLOSE
  }

  /**
   * An answer.
   *
   * @param body what it carries
   * @param text the whole of it, as it is sent
   */
  private record Answer(Framing framing, String body, String text) {
    static Answer random(Random random) {
      Framing framing = List.of(Framing.values()).get(random.nextInt(3));
      String body = bytes(random, random.nextInt(4) == 0 ? 5000 : 100);
      String head = "HTTP/1.1 200 OK\r\nx-amz-id: a\r\n";
      return new Answer(
          framing,
          body,
          switch (framing) {
            case LENGTH -> head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
            case CHUNKS -> head + "Transfer-Encoding: chunked\r\n\r\n" + chunks(random, body);
            case CLOSE -> head + "\r\n" + body;
          });
    }

    private static String bytes(Random random, int most) {
      byte[] bytes = new byte[random.nextInt(most)];
      random.nextBytes(bytes);
      // Line ends are what a reader of chunks could stumble over.
      for (int i = 0; i < bytes.length; i++) {
        if (random.nextInt(8) == 0) {
          bytes[i] = (byte) (random.nextBoolean() ? '\r' : '\n');
        }
      }
      return new String(bytes, ISO_8859_1);
    }

    private static String chunks(Random random, String body) {
      StringBuilder text = new StringBuilder();
      for (int at = 0, size; at < body.length(); at += size) {
        size = Math.min(body.length() - at, 1 + random.nextInt(random.nextBoolean() ? 8 : 600));
        String extension = random.nextInt(5) == 0 ? ";name=value" : "";
        text.append(Integer.toHexString(size)).append(extension).append("\r\n");
        text.append(body, at, at + size).append("\r\n");
      }
      String trailer = random.nextInt(5) == 0 ? "x-amz-checksum: 0\r\n" : "";
      return text.append("0\r\n").append(trailer).append("\r\n").toString();
    }
  }

  private static ConnectionInput input(String text, Random random) {
    return new ConnectionInput(Bytes.of(text, 1 + random.nextInt(300)), 64 + random.nextInt(2000));
  }

  private static AnswerBody body(ConnectionInput input) throws IOException {
    return AnswerBody.of(AnswerHead.read(input), false, input);
  }

  private static String read(AnswerBody body, Random random) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = new byte[1 + random.nextInt(3000)];
    int read = 0;
    while (read >= 0) {
      all.write(piece, 0, read);
      int offset = random.nextInt(piece.length);
      read = body.read(piece, offset, 1 + random.nextInt(piece.length - offset));
      System.arraycopy(piece, offset, piece, 0, Math.max(read, 0));
    }
    return all.toString(ISO_8859_1);
  }

  @Test
  void anAnswerIsReadAsItWasSentAndTheNextOneAfterIt() throws IOException {
    for (int seed = 0; seed < ANSWERS; seed++) {
      Random random = new Random(seed);
      Answer answer = Answer.random(random);
      boolean last = answer.framing() == Framing.CLOSE;
      ConnectionInput input = input(answer.text() + (last ? "" : NEXT), random);
      AnswerBody body = body(input);
      assertThat(read(body, random)).as("seed %d", seed).isEqualTo(answer.body());
      assertThat(body.isAtEnd()).as("seed %d", seed).isEqualTo(!last);
      if (!last) {
        assertThat(AnswerHead.read(input).status()).as("seed %d", seed).isEqualTo(204);
      }
    }
  }

  @Test
  void anAnswerThatIsCutIsNeverAShorterOne() throws IOException {
    for (int seed = 0; seed < ANSWERS; seed++) {
      Random random = new Random(seed);
      Answer answer = Answer.random(random);
      String cut = answer.text().substring(0, random.nextInt(answer.text().length()));
      boolean inBody = cut.contains("\r\n\r\n");
      if (answer.framing() == Framing.CLOSE && inBody) {
        assertThat(answer.body()).startsWith(read(body(input(cut, random)), random));
      } else {
        assertThatThrownBy(() -> read(body(input(cut, random)), random))
            .as("seed %d", seed)
            .isInstanceOf(EOFException.class);
      }
    }
  }
}
