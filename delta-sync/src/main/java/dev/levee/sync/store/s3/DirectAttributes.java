package dev.levee.sync.store.s3;

import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.s3.direct.DirectAnswer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What the headers of a direct answer say of an object. */
final class DirectAttributes {
  private static final int DATE_LENGTH = 29;
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
  private static final String METADATA = "x-amz-meta-";

  private DirectAttributes() {}

  /** Empty when something is missing that every S3 store says. */
  static Optional<ObjectAttributes> of(DirectAnswer answer) {
    Optional<String> length = answer.header("content-length");
    Optional<String> etag = answer.header("etag").filter(text -> !text.isEmpty());
    Optional<String> modified = answer.header("last-modified");
    if (length.isEmpty() || etag.isEmpty() || modified.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ObjectAttributes(
              Long.parseLong(length.get()),
              ETags.unquoted(etag.get()),
              date(modified.get()),
              answer.headersBehind(METADATA)));
    } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** {@code Sun, 06 Nov 1994 08:49:37 GMT}, the one form that servers send (RFC 9110, 5.6.7). */
  private static Instant date(String text) {
    if (text.length() != DATE_LENGTH || !text.endsWith(" GMT")) {
      throw new IllegalArgumentException(text);
    }
    return LocalDateTime.of(
            Integer.parseInt(text, 12, 16, 10),
            MONTHS.indexOf(text.substring(8, 11)) + 1,
            Integer.parseInt(text, 5, 7, 10),
            Integer.parseInt(text, 17, 19, 10),
            Integer.parseInt(text, 20, 22, 10),
            Integer.parseInt(text, 23, 25, 10))
        .toInstant(ZoneOffset.UTC);
  }
}
