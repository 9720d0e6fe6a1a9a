package dev.levee.sync.copy;

import static java.util.Comparator.comparingLong;

import dev.levee.sync.model.Location;
import dev.levee.sync.plan.VectorExtent;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Proves deletion vectors against what their files say of themselves: the version of the format,
 * that each extent lies within the file, its size and its CRC-32.
 *
 * <p>They are read in the primary, before the file is copied: what is wrong there never reaches the
 * secondary, and needs not be removed from it once it has been repaired. A file that is gone from
 * the primary is read in the secondary, if it was copied before.
 */
public final class VectorCheck {
  /** Files up to this size are read whole, by one request. */
  private static final long WHOLE_FILE_BYTES = 8L << 20;

  private static final int WINDOW_BYTES = 4 << 20;
  private static final int FORMAT_VERSION = 1;

  private final ObjectStore source;
  private final ObjectStore target;

  /** Checks vectors of files that are copied from {@code source} to {@code target}. */
  public VectorCheck(ObjectStore source, ObjectStore target) {
    this.source = source;
    this.target = target;
  }

  /** Bytes of one state of a file. */
  @FunctionalInterface
  private interface Bytes {
    byte[] at(long offset, int length);
  }

  /**
   * Reads a file once and checks vectors in it.
   *
   * @param extents all of one file
   * @return what is wrong with the first that is wrong; empty when all are right, or when the file
   *     is on neither side
   * @throws StoreException when the file could not be read
   */
  public Optional<String> fault(List<VectorExtent> extents) {
    VectorExtent any = extents.get(0);
    Optional<Optional<String>> result = check(source, any.source(), extents);
    return result.or(() -> check(target, any.target(), extents)).flatMap(fault -> fault);
  }

  private static Optional<Optional<String>> check(
      ObjectStore store, Location file, List<VectorExtent> extents) {
    Optional<ObjectContent> content = store.open(file);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    ObjectAttributes attributes = content.get().attributes();
    Bytes bytes;
    if (attributes.size() <= WHOLE_FILE_BYTES) {
      byte[] whole = content.get().readAll();
      bytes = (offset, length) -> slice(whole, (int) offset, length);
    } else {
      content.get().close();
      bytes =
          (offset, length) ->
              store.readRange(file, new ByteRange(offset, length), attributes.etag());
    }
    return Optional.of(firstFault(file, attributes.size(), bytes, extents));
  }

  private static byte[] slice(byte[] whole, int offset, int length) {
    byte[] part = new byte[length];
    System.arraycopy(whole, offset, part, 0, length);
    return part;
  }

  private static Optional<String> firstFault(
      Location file, long length, Bytes bytes, List<VectorExtent> extents) {
    if (length == 0) {
      return Optional.of(file + ": the deletion vector file is empty");
    }
    int version = bytes.at(0, 1)[0];
    if (version != FORMAT_VERSION) {
      return Optional.of(
          "%s: the deletion vector file has format version %d, expected %d"
              .formatted(file, version, FORMAT_VERSION));
    }
    return extents.stream()
        .sorted(comparingLong(VectorExtent::offset))
        .flatMap(extent -> fault(length, bytes, extent).stream())
        .map(fault -> "%s: the deletion vector at byte %s".formatted(file, fault))
        .findFirst();
  }

  private static Optional<String> fault(long length, Bytes bytes, VectorExtent extent) {
    if (extent.offset() == 0 || extent.end() > length) {
      return fault(extent, "ends at byte %d of %d".formatted(extent.end(), length));
    }
    int size = number(bytes.at(extent.offset(), VectorExtent.FIELD_BYTES));
    if (size != extent.sizeInBytes()) {
      return fault(extent, "has %d bytes, expected %d".formatted(size, extent.sizeInBytes()));
    }
    CRC32 crc = new CRC32();
    long data = extent.offset() + VectorExtent.FIELD_BYTES;
    for (int read = 0; read < size; read += WINDOW_BYTES) {
      crc.update(bytes.at(data + read, Math.min(WINDOW_BYTES, size - read)));
    }
    int stored = number(bytes.at(data + size, VectorExtent.FIELD_BYTES));
    return stored == (int) crc.getValue()
        ? Optional.empty()
        : fault(
            extent, "has the CRC-32 %08x, expected %08x".formatted((int) crc.getValue(), stored));
  }

  private static Optional<String> fault(VectorExtent extent, String problem) {
    return Optional.of(extent.offset() + " " + problem);
  }

  private static int number(byte[] bigEndian) {
    return ByteBuffer.wrap(bigEndian).getInt();
  }
}
