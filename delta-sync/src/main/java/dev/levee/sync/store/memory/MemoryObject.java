package dev.levee.sync.store.memory;

import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.StoreException;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Map;

/** One state of one object. Its bytes are never changed. */
final class MemoryObject {
  private final byte[] bytes;
  private final ObjectAttributes attributes;

  MemoryObject(byte[] bytes, ObjectAttributes attributes) {
    this.bytes = bytes;
    this.attributes = attributes;
  }

  ObjectAttributes attributes() {
    return attributes;
  }

  String etag() {
    return attributes.etag();
  }

  byte[] bytes() {
    return bytes;
  }

  /** As a listing shows it. */
  ObjectAttributes withoutMetadata() {
    return new ObjectAttributes(
        attributes.size(), attributes.etag(), attributes.lastModified(), Map.of());
  }

  ObjectContent open() {
    return new ObjectContent(attributes, new ByteArrayInputStream(bytes));
  }

  byte[] read(ByteRange range) {
    if (range.last() >= bytes.length) {
      throw new StoreException(
          StoreException.Kind.INVALID,
          "the range ends at byte " + range.last() + " of " + bytes.length);
    }
    return Arrays.copyOfRange(bytes, (int) range.offset(), (int) range.last() + 1);
  }
}
