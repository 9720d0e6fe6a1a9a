package dev.levee.sync.log;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What {@code _last_checkpoint} says (Delta protocol, "Last Checkpoint File"). Only a hint: it may
 * be stale, wrong or broken, and a checkpoint is looked for before it is believed.
 *
 * @param version of the checkpoint
 * @param parts how many files a multi-part checkpoint has
 * @param v2Path the file name of a V2 checkpoint
 */
public record LastCheckpointHint(long version, OptionalInt parts, Optional<String> v2Path) {
  /** Larger ones are not worth reading for a hint. */
  public static final int MAX_BYTES = 8 << 20;

  private static final JsonFactory JSON = new JsonFactory();

  /** Checks that none is null. */
  public LastCheckpointHint {
    requireNonNull(parts, "parts");
    requireNonNull(v2Path, "v2Path");
  }

  /**
   * Reads the hint, or nothing when it is none: empty, broken, too large, not of a version, or with
   * a checksum that is not its own.
   */
  public static Optional<LastCheckpointHint> parse(byte[] json) {
    if (json.length > MAX_BYTES) {
      return Optional.empty();
    }
    HintFields found = new HintFields();
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      StrictJson.eachField(parser, "_last_checkpoint", field -> found.read(parser, field));
      return parser.nextToken() == null && checksumHolds(json) ? found.hint() : Optional.empty();
    } catch (JacksonException | LineFault notAHint) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  private static boolean checksumHolds(byte[] json) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      return JsonChecksum.holds(parser);
    }
  }

  private static final class HintFields {
    private OptionalLong version = OptionalLong.empty();
    private OptionalInt parts = OptionalInt.empty();
    private Optional<String> v2Path = Optional.empty();

    private void read(JsonParser parser, String field) throws IOException {
      switch (field) {
        case "version" -> version = OptionalLong.of(StrictJson.wholeNumber(parser, field));
        case "parts" -> parts = OptionalInt.of(StrictJson.smallNumber(parser, field));
        case "v2Checkpoint" -> StrictJson.eachField(parser, field, inner -> readV2(parser, inner));
        default -> {}
      }
    }

    private void readV2(JsonParser parser, String field) throws IOException {
      if (field.equals("path")) {
        v2Path = Optional.of(StrictJson.text(parser, "v2Checkpoint.path"));
      }
    }

    private Optional<LastCheckpointHint> hint() {
      return version.isPresent() && version.getAsLong() >= 0
          ? Optional.of(new LastCheckpointHint(version.getAsLong(), parts, v2Path))
          : Optional.empty();
    }
  }
}
