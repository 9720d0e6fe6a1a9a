package dev.levee.sync.store.local;

import dev.levee.sync.store.ObjectAttributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a file system says of an object. Its ETag names the state by size, time of change and inode:
 * the store itself never changes a file in place, so another state is another inode; a foreign
 * writer that does shows by the time.
 */
final class LocalFile {
  private LocalFile() {}

  /** Empty where there is no regular file of this name. Links are not followed. */
  static Optional<ObjectAttributes> attributes(Path file) throws IOException {
    try {
      BasicFileAttributes attributes = read(file);
      return attributes.isRegularFile() ? Optional.of(attributesOf(attributes)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  static BasicFileAttributes read(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  static ObjectAttributes attributesOf(BasicFileAttributes attributes) {
    Instant modified = attributes.lastModifiedTime().toInstant();
    String etag =
        "%x-%x.%x-%s"
            .formatted(
                attributes.size(),
                modified.getEpochSecond(),
                modified.getNano(),
                inode(attributes.fileKey()));
    return new ObjectAttributes(attributes.size(), etag, modified, Map.of());
  }

  /**
   * The key reads {@code (dev=fe00,ino=1234)}; the device's number may change when mounted anew.
   */
  private static String inode(Object fileKey) {
    String text = String.valueOf(fileKey);
    int equals = text.lastIndexOf('=');
    return equals < 0 ? "0" : text.substring(equals + 1, text.length() - 1);
  }
}
