package dev.levee.sync.plan;

import dev.levee.sync.log.DeletionVector;
import dev.levee.sync.model.HoldReason;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Finds the file of a deletion vector (Delta protocol, "Deletion Vector Descriptor Schema"). A
 * relative one is {@code <prefix>/deletion_vector_<uuid>.bin}: the last 20 characters are the UUID
 * in Z85, what is before them is the prefix, raw.
 */
final class DeletionVectorFile {
  private static final int ENCODED_UUID_LENGTH = 20;

  /** Writers choose letters and digits; others would need the rules that URIs have. */
  private static final Pattern PREFIX = Pattern.compile("[\\p{Alnum}_.=-]*");

  private DeletionVectorFile() {}

  /**
   * The raw key of the file relative to the table's root, or empty when the vector is inline or its
   * file is named by an absolute path.
   */
  static Optional<String> of(DeletionVector vector) throws UnusablePathException {
    switch (vector.storageType()) {
      case "i":
        checkInline(vector);
        return Optional.empty();
      case DeletionVector.ABSOLUTE:
        checkOffset(vector);
        return Optional.empty();
      case "u":
        checkOffset(vector);
        return Optional.of(relative(vector.pathOrInlineDv()));
      default:
        throw new UnusablePathException(
            HoldReason.FEATURE_UNKNOWN,
            "a deletion vector of an unknown storage type",
            vector.storageType());
    }
  }

  private static void checkOffset(DeletionVector vector) throws UnusablePathException {
    if (vector.offset().isEmpty()) {
      throw LogPath.malformed("a deletion vector in a file has no offset", vector.pathOrInlineDv());
    }
  }

  /** Z85 makes five characters of four bytes; the last bytes are filled up. */
  private static void checkInline(DeletionVector vector) throws UnusablePathException {
    String encoded = vector.pathOrInlineDv();
    long words = (vector.sizeInBytes() + 3L) / 4;
    if (vector.sizeInBytes() == 0 || encoded.length() != 5 * words || !Z85.isEncoded(encoded)) {
      throw LogPath.malformed(
          "an inline deletion vector is not Z85 for its %d bytes".formatted(vector.sizeInBytes()),
          encoded);
    }
  }

  private static String relative(String encoded) throws UnusablePathException {
    int prefixLength = encoded.length() - ENCODED_UUID_LENGTH;
    if (prefixLength < 0) {
      throw LogPath.malformed("the name of a deletion vector is too short", encoded);
    }
    String prefix = encoded.substring(0, prefixLength);
    UUID uuid =
        Z85.uuid(encoded.substring(prefixLength))
            .orElseThrow(
                () ->
                    LogPath.malformed("the name of a deletion vector is no UUID in Z85", encoded));
    String file = "deletion_vector_" + uuid + ".bin";
    if (prefix.isEmpty()) {
      return file;
    }
    String key = prefix + "/" + file;
    LogPath.checkSegments(key, encoded);
    if (!PREFIX.matcher(prefix).matches()) {
      throw LogPath.malformed("the prefix of a deletion vector has odd characters", encoded);
    }
    return key;
  }
}
