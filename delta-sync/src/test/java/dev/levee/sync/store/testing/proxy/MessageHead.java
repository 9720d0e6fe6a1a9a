package dev.levee.sync.store.testing.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The start line and the header lines of one message, as they came (RFC 9112, section 2.1).
 *
 * @param startLine the first line
 * @param headers the others, unchanged
 */
record MessageHead(String startLine, List<String> headers) {
  private static final int LONGEST_LINE = 1 << 16;

  MessageHead {
    headers = List.copyOf(headers);
  }

  /** Reads one, or nothing where the connection ends between two messages. */
  static Optional<MessageHead> read(InputStream in) throws IOException {
    Optional<String> start = line(in);
    if (start.isEmpty()) {
      return Optional.empty();
    }
    List<String> headers = new ArrayList<>();
    for (String header = requiredLine(in); !header.isEmpty(); header = requiredLine(in)) {
      headers.add(header);
    }
    return Optional.of(new MessageHead(start.get(), headers));
  }

  static String requiredLine(InputStream in) throws IOException {
    return line(in).orElseThrow(() -> new EOFException("ended within a message's head"));
  }

  private static Optional<String> line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 && line.size() == 0) {
        return Optional.empty();
      }
      if (next < 0 || line.size() > LONGEST_LINE) {
        throw new EOFException("a line of a message's head has no end");
      }
      line.write(next);
    }
    String text = line.toString(ISO_8859_1);
    return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }

  Optional<String> value(String name) {
    return headers.stream()
        .filter(header -> isNamed(header, name))
        .map(header -> header.substring(name.length() + 1).strip())
        .findFirst();
  }

  boolean has(String name, String value) {
    return value(name).filter(value::equalsIgnoreCase).isPresent();
  }

  private static boolean isNamed(String header, String name) {
    return header.regionMatches(true, 0, name + ":", 0, name.length() + 1);
  }

  /** The same without a header. */
  MessageHead without(String name) {
    return new MessageHead(
        startLine, headers.stream().filter(header -> !isNamed(header, name)).toList());
  }

  /** The same with one header more. */
  MessageHead with(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(name + ": " + value);
    return new MessageHead(startLine, more);
  }

  /** The status of an answer. */
  int status() {
    return Integer.parseInt(startLine.split(" ", 3)[1]);
  }

  void write(OutputStream out) throws IOException {
    StringBuilder text = new StringBuilder(startLine).append("\r\n");
    headers.forEach(header -> text.append(header).append("\r\n"));
    out.write(text.append("\r\n").toString().getBytes(ISO_8859_1));
  }
}
