package dev.levee.sync.store.s3.direct;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The status line and the headers of an answer (RFC 9112, sections 4 and 5).
 *
 * @param minorVersion of HTTP/1
 * @param status three digits
 * @param headers in the order in which they came
 */
record AnswerHead(int minorVersion, int status, List<Header> headers) {
  private static final int MOST_HEADERS = 200;
  private static final String VERSION = "HTTP/1.";
  private static final int STATUS_AT = VERSION.length() + 2;
  private static final int STATUS_LENGTH = 3;
  private static final String TIMEOUT = "timeout=";

  /** A name as it came, and a value without spaces around it. */
  record Header(String name, String value) {}

  AnswerHead {
    headers = List.copyOf(headers);
  }

  /** Reads one, up to and with the empty line behind it. */
  static AnswerHead read(ConnectionInput input) throws IOException {
    String status = input.line();
    List<Header> headers = new ArrayList<>();
    for (String line = input.line(); !line.isEmpty(); line = input.line()) {
      if (headers.size() == MOST_HEADERS) {
        throw malformed("more than " + MOST_HEADERS + " headers");
      }
      headers.add(header(line));
    }
    return statusLine(status, headers);
  }

  private static AnswerHead statusLine(String line, List<Header> headers) throws IOException {
    int end = STATUS_AT + STATUS_LENGTH;
    boolean formed =
        line.startsWith(VERSION)
            && line.length() >= end
            && line.charAt(STATUS_AT - 1) == ' '
            && (line.length() == end || line.charAt(end) == ' ');
    int minor = formed ? Character.digit(line.charAt(VERSION.length()), 10) : -1;
    int status = formed ? (int) digits(line.substring(STATUS_AT, end), 10).orElse(-1) : -1;
    if (minor < 0 || status < 100) {
      throw malformed("it begins with '" + line + "'");
    }
    return new AnswerHead(minor, status, headers);
  }

  /** A line that goes on with the header before is refused, as RFC 9112 allows (5.2). */
  private static Header header(String line) throws IOException {
    int colon = line.indexOf(':');
    if (colon <= 0 || line.charAt(0) <= ' ' || line.charAt(colon - 1) <= ' ') {
      throw malformed("'" + line + "' is no header");
    }
    return new Header(line.substring(0, colon), line.substring(colon + 1).strip());
  }

  private static IOException malformed(String why) {
    return new IOException("not an answer of HTTP: " + why);
  }

  /** The first header of this name, which has no case. */
  Optional<String> first(String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return Optional.of(header.value());
      }
    }
    return Optional.empty();
  }

  /** The headers whose names begin so, by the rest of their names in lower case. */
  Map<String, String> behind(String prefix) {
    Map<String, String> found = new HashMap<>();
    for (Header header : headers) {
      String name = header.name();
      if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
        found.put(name.substring(prefix.length()).toLowerCase(Locale.ROOT), header.value());
      }
    }
    return found;
  }

  /** The comma-separated values of all headers of this name. */
  private List<String> listed(String name) {
    List<String> values = List.of();
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        values = values.isEmpty() ? new ArrayList<>() : values;
        for (String value : header.value().split(",", -1)) {
          values.add(value.strip().toLowerCase(Locale.ROOT));
        }
      }
    }
    return values;
  }

  /** Whether it is followed by another one, the last one's. */
  boolean isInformational() {
    return status < 200;
  }

  /** Whether the body comes in chunks; another coding than that is refused. */
  boolean isChunked() throws IOException {
    List<String> codings = listed("transfer-encoding");
    if (!codings.isEmpty() && !codings.equals(List.of("chunked"))) {
      throw malformed("its transfer encoding is " + codings);
    }
    return !codings.isEmpty();
  }

  /** How long the body is, where that is said; where it is said twice, it has to be the same. */
  OptionalLong contentLength() throws IOException {
    OptionalLong length = OptionalLong.empty();
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase("content-length")) {
        OptionalLong said = digits(header.value(), 10);
        if (said.isEmpty() || (length.isPresent() && !length.equals(said))) {
          throw malformed("its content length is " + header.value());
        }
        length = said;
      }
    }
    return length;
  }

  /** Whether the server keeps the connection (RFC 9112, 9.3), and says clearly where it ends. */
  boolean isKept() {
    List<String> options = listed("connection");
    return !options.contains("close")
        && (minorVersion > 0 || options.contains("keep-alive"))
        && !hasDoubtfulEnd();
  }

  /** Whoever sends these may see its end elsewhere (RFC 9112, 6.1). */
  private boolean hasDoubtfulEnd() {
    return first("transfer-encoding").isPresent()
        && (minorVersion == 0 || first("content-length").isPresent());
  }

  /** For how many seconds the server says it keeps the connection. */
  OptionalLong keptSeconds() {
    for (String parameter : listed("keep-alive")) {
      if (parameter.startsWith(TIMEOUT)) {
        return digits(parameter.substring(TIMEOUT.length()), 10);
      }
    }
    return OptionalLong.empty();
  }

  /** A number without a sign; empty when it is none, or too large. */
  static OptionalLong digits(String text, int radix) {
    if (text.isEmpty() || Character.digit(text.charAt(0), radix) < 0) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text, radix));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
