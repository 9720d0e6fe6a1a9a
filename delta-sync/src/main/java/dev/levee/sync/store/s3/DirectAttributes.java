package dev.levee.sync.store.s3;

import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.s3.direct.DirectAnswer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What the headers of a direct answer say of an object. */
final class DirectAttributes {
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
              Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(modified.get())),
              answer.headersBehind(METADATA)));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
