package dev.levee.sync.store.local;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What a file system's failure means to a caller. */
final class LocalErrors {
  private LocalErrors() {}

  static StoreException of(String operation, Location location, IOException e) {
    String reason = e instanceof FileSystemException f ? String.valueOf(f.getReason()) : "";
    return new StoreException(kind(e, reason), "%s %s: %s".formatted(operation, location, e), e);
  }

  /** Java has no exception of its own for some errors, only the system's text for them. */
  private static Kind kind(IOException e, String reason) {
    if (e instanceof NoSuchFileException) {
      return Kind.NOT_FOUND;
    }
    if (e instanceof AccessDeniedException
        || reason.contains("Read-only file system")
        || reason.contains("Operation not permitted")) {
      return Kind.ACCESS_DENIED;
    }
    if (e instanceof FileAlreadyExistsException
        || e instanceof NotDirectoryException
        || reason.contains("Not a directory")
        || reason.contains("Is a directory")
        || reason.contains("File name too long")
        || reason.contains("Invalid argument")) {
      return Kind.INVALID;
    }
    return Kind.TRANSIENT;
  }
}
