package dev.levee.sync.store.local;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Publishes by a hard link, which every writer of the file system respects (POSIX, {@code link}).
 * Where a file system has none (FAT, some network drives) it leaves it to the other way.
 */
final class HardLinkPublication implements Publication {
  private final Publication withoutLinks;

  HardLinkPublication(Publication withoutLinks) {
    this.withoutLinks = withoutLinks;
  }

  @Override
  public boolean publish(Path temporary, Path file) throws IOException {
    try {
      Files.createLink(file, temporary);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException e) {
      return withoutLinks.publish(temporary, file);
    } catch (FileSystemException e) {
      if (saysNoLinks(e)) {
        return withoutLinks.publish(temporary, file);
      }
      throw e;
    }
  }

  /** EPERM, EOPNOTSUPP and EMLINK; Java tells them apart by the system's text only. */
  private static boolean saysNoLinks(FileSystemException e) {
    String reason = String.valueOf(e.getReason());
    return reason.contains("Operation not permitted")
        || reason.contains("not supported")
        || reason.contains("Too many links");
  }
}
