package dev.levee.sync.store.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Publishes by looking and renaming under a lock of the directory, where there are no hard links.
 * Exclusive among all Levee processes, and a crash releases the lock; a foreign writer, which does
 * not take it, is not kept out. The lock's file stays and no listing shows it.
 */
final class LockedPublication implements Publication {
  private static final String LOCK_NAME = ".levee-lock.tmp";

  /** The system's lock is the process's; this one is between its threads. */
  private final Object threads = new Object();

  @Override
  public boolean publish(Path temporary, Path file) throws IOException {
    Path lockFile = file.resolveSibling(LOCK_NAME);
    synchronized (threads) {
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid() || Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          return false;
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        return true;
      }
    }
  }
}
