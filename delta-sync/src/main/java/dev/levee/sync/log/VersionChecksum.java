package dev.levee.sync.log;

import static dev.levee.sync.log.TableState.different;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a {@code .crc} file says of its version (Delta protocol, "Version Checksum File"), as far as
 * it can be compared.
 *
 * @param bytes the sizes of all live files
 * @param files how many live files there are
 * @param protocol in force
 * @param metadata in force
 */
public record VersionChecksum(
    long bytes, long files, Optional<Protocol> protocol, Optional<TableMetadata> metadata) {
  /** Larger ones are not worth reading for a checksum. */
  public static final int MAX_BYTES = 32 << 20;

  private static final JsonFactory JSON = new JsonFactory();

  /** Checks that none is null. */
  public VersionChecksum {
    requireNonNull(protocol, "protocol");
    requireNonNull(metadata, "metadata");
  }

  /** Reads a checksum, or nothing when it is none: broken, too large, without the counts. */
  public static Optional<VersionChecksum> parse(byte[] json) {
    if (json.length > MAX_BYTES) {
      return Optional.empty();
    }
    Fields found = new Fields();
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      StrictJson.eachField(parser, "a checksum", field -> found.read(parser, field));
      return parser.nextToken() == null ? found.checksum() : Optional.empty();
    } catch (JacksonException | LineFault noChecksum) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  /** In what it contradicts the state of its version; empty when in nothing. */
  public Optional<String> contradictionTo(TableState state) {
    return different("live files", state.files().count(), files)
        .or(() -> different("bytes of live files", state.files().bytes(), bytes))
        .or(() -> protocol.flatMap(seen -> different("protocol", state.protocol(), seen)))
        .or(() -> metadata.flatMap(seen -> state.metadata().differenceOf(seen)));
  }

  private static final class Fields {
    private OptionalLong bytes = OptionalLong.empty();
    private OptionalLong files = OptionalLong.empty();
    private boolean single = true;
    private Optional<Protocol> protocol = Optional.empty();
    private Optional<TableMetadata> metadata = Optional.empty();

    private void read(JsonParser parser, String field) throws IOException {
      switch (field) {
        case "tableSizeBytes" -> bytes = OptionalLong.of(StrictJson.wholeNumber(parser, field));
        case "numFiles" -> files = OptionalLong.of(StrictJson.wholeNumber(parser, field));
        case "numMetadata", "numProtocol" -> single &= StrictJson.wholeNumber(parser, field) == 1;
        case "protocol" -> protocol = Optional.of(TableActions.protocol(parser));
        case "metadata" -> metadata = Optional.of(TableActions.metadata(parser));
        default -> {}
      }
    }

    private Optional<VersionChecksum> checksum() {
      boolean counted = single && bytes.orElse(-1) >= 0 && files.orElse(-1) >= 0;
      return counted
          ? Optional.of(
              new VersionChecksum(bytes.getAsLong(), files.getAsLong(), protocol, metadata))
          : Optional.empty();
    }
  }
}
