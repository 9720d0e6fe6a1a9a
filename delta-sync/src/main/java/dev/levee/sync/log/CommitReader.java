package dev.levee.sync.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.levee.sync.model.HoldReason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * Reads commits, strictly: one JSON object per line in UTF-8 (Delta protocol, "Delta Log Entries").
 * What engines could read in different ways is rejected, since a replica must not depend on which
 * engine reads it. Safe for use by several threads.
 *
 * <p>Accepted: a last line without newline, CRLF, blank lines, unknown fields, {@code null} fields.
 * Rejected: byte order marks, other encodings, zero bytes, duplicate keys, several objects in a
 * line, numbers and strings of the wrong type in fields that matter. Everything in fields that do
 * not matter is passed over without being kept.
 *
 * <p>Memory: the file actions' paths, and one buffer. Neither the commit nor a line is ever held as
 * a whole.
 */
public final class CommitReader {
  /** The longest line that is read unless another limit is set: 512 MiB. */
  public static final long DEFAULT_MAX_LINE_BYTES = 512L << 20;

  /** A path or a schema has no business being larger; passed-over texts are not counted. */
  private static final int MAX_KEPT_TEXT = 16 << 20;

  private static final int MAX_DEPTH = 1000;
  private static final int MAX_NUMBER_DIGITS = 1000;
  private static final int MAX_FIELD_NAME = 1 << 16;

  /** Strict: an object's keys are different ones. */
  static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(MAX_KEPT_TEXT)
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_DIGITS)
                  .maxNameLength(MAX_FIELD_NAME)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final long maxLineBytes;

  /** A reader with the default limit. */
  public CommitReader() {
    this(DEFAULT_MAX_LINE_BYTES);
  }

  /** A reader that rejects commits with longer lines. */
  public CommitReader(long maxLineBytes) {
    if (maxLineBytes < 1) {
      throw new IllegalArgumentException("a line has at least one byte: " + maxLineBytes);
    }
    this.maxLineBytes = maxLineBytes;
  }

  /**
   * Reads a commit to its end. Does not close the stream.
   *
   * @param version from the commit's name
   * @throws CommitRejectedException when the commit cannot be taken as it is; its table is held
   * @throws IOException when the stream broke, which says nothing about the commit
   */
  public Commit read(long version, InputStream bytes) throws CommitRejectedException, IOException {
    CommitLines lines = new CommitLines(bytes, maxLineBytes);
    CommitActions actions = new CommitActions();
    boolean empty = true;
    while (lines.next()) {
      empty &= !readLine(lines, actions);
    }
    if (empty) {
      String message =
          lines.offset() == 0 ? "the commit has no content" : "the commit has only blank lines";
      throw new CommitRejectedException(HoldReason.COMMIT_EMPTY, message, null);
    }
    return actions.commit(version);
  }

  /** Whether there was something in the line. */
  private static boolean readLine(CommitLines lines, CommitActions actions)
      throws CommitRejectedException, IOException {
    try (JsonParser parser = JSON.createParser(lines.line())) {
      return readLine(parser, lines, actions);
    } catch (LineFault e) {
      // Jackson looks at the first bytes before there is a parser.
      throw rejected(e, lines, e.offset().orElse(lines.start()));
    }
  }

  private static boolean readLine(JsonParser parser, CommitLines lines, CommitActions actions)
      throws CommitRejectedException, IOException {
    boolean opened = false;
    try {
      opened = parser.nextToken() != null;
      if (opened) {
        new ActionParser(parser, actions, lines.number()).readLine();
      }
      return opened;
    } catch (JsonProcessingException e) {
      throw notJson(lines, placeOf(parser, lines), opened, e);
    } catch (LineFault e) {
      throw rejected(e, lines, e.offset().orElse(placeOf(parser, lines)));
    }
  }

  private static long placeOf(JsonParser parser, CommitLines lines) {
    return lines.start() + Math.max(parser.currentLocation().getByteOffset(), 0);
  }

  private static CommitRejectedException notJson(
      CommitLines lines, long at, boolean opened, JsonProcessingException e) throws IOException {
    String cause = e.getOriginalMessage().replaceAll(" \\(start marker at .*\\)", "");
    if (e instanceof StreamConstraintsException) {
      return rejected(HoldReason.LINE_TOO_LONG, lines, at, cause, e);
    }
    try {
      lines.skipRest();
    } catch (LineFault further) {
      return rejected(further, lines, further.offset().orElse(at));
    }
    // A torn write ends at any byte: what does not parse there may be the beginning of what would.
    boolean torn = opened && lines.endedWithoutNewline() && at >= lines.offset();
    HoldReason reason = torn ? HoldReason.COMMIT_TRUNCATED : HoldReason.COMMIT_MALFORMED;
    return rejected(reason, lines, at, torn ? "the commit ends in the middle: " + cause : cause, e);
  }

  private static CommitRejectedException rejected(LineFault fault, CommitLines lines, long at) {
    return rejected(fault.reason(), lines, at, fault.getMessage(), fault);
  }

  private static CommitRejectedException rejected(
      HoldReason reason, CommitLines lines, long at, String cause, Exception e) {
    String where = String.format(Locale.ROOT, "line %d, byte %d: ", lines.number(), at);
    return new CommitRejectedException(reason, where + CommitActions.printable(cause), e);
  }
}
