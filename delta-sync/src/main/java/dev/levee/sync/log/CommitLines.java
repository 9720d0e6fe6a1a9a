package dev.levee.sync.log;

import dev.levee.sync.model.HoldReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/**
 * The lines of a commit, one after the other, each as a stream of its own, so that no line is ever
 * held as a whole. What is not UTF-8 text does not get through: a reader that guesses the encoding
 * has nothing left to guess.
 */
final class CommitLines {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

  private final InputStream source;
  private final long maxLineBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final Utf8Validator utf8 = new Utf8Validator();
  private final SurrogateEscapes escapes = new SurrogateEscapes();
  private int position;
  private int limit;
  private long offset;
  private boolean sourceEnded;

  private long number;
  private long start;
  private boolean lineEnded = true;
  private boolean newlineSeen = true;
  private boolean markPossible;

  CommitLines(InputStream source, long maxLineBytes) {
    this.source = source;
    this.maxLineBytes = maxLineBytes;
  }

  /** Goes to the next line. The one before has been read to its end. */
  boolean next() throws IOException {
    if (!lineEnded) {
      throw new IllegalStateException("line " + number + " has not been read to its end");
    }
    if (!fill()) {
      return false;
    }
    number++;
    start = offset;
    lineEnded = false;
    newlineSeen = false;
    markPossible = true;
    return true;
  }

  /** The bytes of this line, without its newline. */
  InputStream line() {
    return new Line();
  }

  /** This line's number, from 1. */
  long number() {
    return number;
  }

  /** The offset of this line's first byte in the commit. */
  long start() {
    return start;
  }

  /** How many bytes have been read. */
  long offset() {
    return offset;
  }

  /** Whether the commit ended within this line, so that nothing says that the line is whole. */
  boolean endedWithoutNewline() {
    return lineEnded && !newlineSeen;
  }

  /** Reads this line to its end, whatever is in it. */
  void skipRest() throws IOException {
    line().transferTo(OutputStream.nullOutputStream());
  }

  private boolean fill() throws IOException {
    if (position == limit && !sourceEnded) {
      position = 0;
      limit = Math.max(0, source.readNBytes(buffer, 0, buffer.length));
      sourceEnded = limit == 0;
    }
    return position < limit;
  }

  private int readLine(byte[] target, int from, int length) throws IOException {
    if (lineEnded) {
      return -1;
    }
    if (!fill()) {
      return endOfCommit();
    }
    int end = Math.min(limit, position + length);
    int stop = position;
    while (stop < end && buffer[stop] != '\n') {
      stop++;
    }
    check(stop);
    int count = stop - position;
    System.arraycopy(buffer, position, target, from, count);
    position = stop;
    offset += count;
    if (stop < end) {
      endOfLine();
    }
    return count == 0 ? -1 : count;
  }

  private int endOfCommit() throws LineFault {
    lineEnded = true;
    if (!utf8.isComplete()) {
      throw new LineFault(
          HoldReason.COMMIT_TRUNCATED, "the commit ends in the middle of a character", offset);
    }
    return -1;
  }

  private void endOfLine() throws LineFault {
    lineEnded = true;
    newlineSeen = true;
    escapes.reset();
    position++;
    offset++;
    if (!utf8.isComplete()) {
      throw malformedHere("not UTF-8: the line ends in the middle of a character");
    }
  }

  private void check(int stop) throws LineFault {
    long inLine = offset - start;
    for (int i = position; markPossible && i < stop; i++) {
      int index = (int) (inLine + i - position);
      markPossible = index < 3 && (buffer[i] & 0xFF) == BYTE_ORDER_MARK[index];
      if (markPossible && index == 2) {
        throw malformedHere("it begins with a byte order mark");
      }
    }
    int invalid = utf8.firstInvalid(buffer, position, stop);
    if (invalid < stop) {
      offset += invalid - position;
      throw malformedHere("not UTF-8: byte 0x%02x".formatted(buffer[invalid]));
    }
    int half = escapes.firstHalf(buffer, position, stop);
    if (half < stop) {
      offset += half - position;
      throw malformedHere("a text has half of a surrogate pair");
    }
    for (int i = position; i < stop; i++) {
      if (buffer[i] == 0) {
        offset += i - position;
        throw malformedHere("a byte is zero");
      }
    }
    if (inLine + stop - position > maxLineBytes) {
      throw new LineFault(
          HoldReason.LINE_TOO_LONG, "the line has more than " + maxLineBytes + " bytes", offset);
    }
  }

  private LineFault malformedHere(String message) {
    return new LineFault(HoldReason.COMMIT_MALFORMED, message, offset);
  }

  private final class Line extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      Objects.checkFromIndexSize(from, length, target.length);
      return length == 0 ? 0 : readLine(target, from, length);
    }
  }
}
