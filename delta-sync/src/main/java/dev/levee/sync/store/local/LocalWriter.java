package dev.levee.sync.store.local;

import static dev.levee.sync.store.StoreException.Kind.ACCESS_DENIED;
import static dev.levee.sync.store.StoreException.Kind.INVALID;
import static dev.levee.sync.store.StoreException.Kind.TRANSIENT;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.StoreException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes files so that they appear whole, and only once they are on the disk. */
final class LocalWriter {
  private static final Logger LOG = LoggerFactory.getLogger(LocalWriter.class);

  private final LocalPaths paths;
  private final Publication publication;

  LocalWriter(LocalPaths paths, Publication publication) {
    this.paths = paths;
    this.publication = publication;
  }

  /** Fills a new file. */
  @FunctionalInterface
  interface Filling {
    void writeTo(FileChannel output) throws IOException;
  }

  /** Creates an object if its name is free. Faults before that have changed nothing. */
  CreateOutcome create(Location location, Filling filling) {
    Path file = paths.file(location);
    try {
      Path temporary = writeTemporary(file, filling);
      try {
        return publish(location, temporary, file);
      } finally {
        dropTemporary(temporary);
      }
    } catch (IOException e) {
      return unknownUnlessRefused(LocalErrors.of("create", location, e));
    } catch (StoreException e) {
      return unknownUnlessRefused(e);
    }
  }

  private CreateOutcome publish(Location location, Path temporary, Path file) throws IOException {
    ObjectAttributes attributes = LocalFile.attributesOf(LocalFile.read(temporary));
    if (publication.publish(temporary, file)) {
      try {
        forceDirectory(file);
      } catch (IOException e) {
        return new CreateOutcome.Unknown(new StoreException(TRANSIENT, "syncing " + file, e));
      }
      return new CreateOutcome.Created(attributes.etag());
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.exists(file)) {
      throw new StoreException(INVALID, location + " is taken by a directory or a special file");
    }
    return new CreateOutcome.Exists();
  }

  private static CreateOutcome unknownUnlessRefused(StoreException failure) {
    if (failure.kind() == INVALID || failure.kind() == ACCESS_DENIED) {
      throw failure;
    }
    return new CreateOutcome.Unknown(failure);
  }

  /** Creates or replaces an object, and returns its ETag. */
  String replace(Location location, Filling filling) {
    Path file = paths.file(location);
    try {
      Path temporary = writeTemporary(file, filling);
      try {
        ObjectAttributes attributes = LocalFile.attributesOf(LocalFile.read(temporary));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        forceDirectory(file);
        return attributes.etag();
      } finally {
        dropTemporary(temporary);
      }
    } catch (IOException e) {
      throw LocalErrors.of("write", location, e);
    }
  }

  /** Writes a part of an object that will be joined from several. */
  Path writePart(Location location, Filling filling) {
    try {
      return writeTemporary(paths.file(location), filling);
    } catch (IOException e) {
      throw LocalErrors.of("write a part of", location, e);
    }
  }

  private Path writeTemporary(Path file, Filling filling) throws IOException {
    Files.createDirectories(file.getParent());
    while (true) {
      Path temporary = paths.temporaryBeside(file);
      try (FileChannel output =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        fill(temporary, output, filling);
        return temporary;
      } catch (FileAlreadyExistsException e) {
        // Another process with the same number, on another host or before this one: the next name.
      }
    }
  }

  private static void fill(Path temporary, FileChannel output, Filling filling) throws IOException {
    try {
      filling.writeTo(output);
      output.force(true);
    } catch (IOException | RuntimeException e) {
      dropTemporary(temporary);
      throw e;
    }
  }

  /** What stays behind is garbage that nothing reads; it must not hide what came of the writing. */
  static void dropTemporary(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      LOG.warn("The temporary file {} stays behind", temporary, e);
    }
  }

  /** Writes a body, which must be as long as it says. */
  static void copy(ObjectBody body, FileChannel output) throws IOException {
    OutputStream stream = Channels.newOutputStream(output);
    try (InputStream input = body.open()) {
      if (input.transferTo(stream) != body.length()) {
        throw new EOFException("the body is not as long as it says");
      }
    }
  }

  static void transfer(FileChannel input, FileChannel output) throws IOException {
    long size = input.size();
    long done = 0;
    while (done < size) {
      long moved = input.transferTo(done, size - done, output);
      if (moved <= 0) {
        throw new EOFException("the file became shorter while it was read");
      }
      done += moved;
    }
  }

  /** A new name is safe from a power failure only once its directory is on the disk. */
  private static void forceDirectory(Path file) throws IOException {
    try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
