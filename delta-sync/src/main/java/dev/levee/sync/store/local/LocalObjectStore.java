package dev.levee.sync.store.local;

import static dev.levee.sync.store.StoreException.Kind.CHANGED;
import static dev.levee.sync.store.StoreException.Kind.INVALID;
import static dev.levee.sync.store.StoreException.Kind.NOT_FOUND;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.MultipartUpload;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreTraits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Objects as files, under {@code file:} locations. An object is written to a temporary file beside
 * it ({@code .levee-….tmp}, never listed), forced to the disk, and then gets its name in one step:
 * by a hard link when it must be new, by a rename when it replaces. So no reader, and no crash,
 * sees half of one.
 *
 * <p>Directories are made as they are needed and never removed; one that is missing is empty. User
 * metadata is not kept. A symbolic link is no object, and listings do not follow it. What a file
 * system cannot name is refused as {@code INVALID}. A killed process may leave a temporary file
 * behind, which nothing reads.
 */
public final class LocalObjectStore implements ObjectStore {
  private static final int DEFAULT_PAGE_SIZE = 10_000;
  private static final int ATTEMPTS_TO_OPEN = 10;

  private final LocalPaths paths = new LocalPaths();
  private final LocalWriter writer;
  private final int pageSize;

  /** A store with pages of the default size. */
  public LocalObjectStore() {
    this(DEFAULT_PAGE_SIZE);
  }

  /** A store with pages of this many objects at most. */
  public LocalObjectStore(int pageSize) {
    this(pageSize, new HardLinkPublication(new LockedPublication()));
  }

  LocalObjectStore(int pageSize, Publication publication) {
    this.pageSize = pageSize;
    this.writer = new LocalWriter(paths, publication);
  }

  @Override
  public StoreTraits traits() {
    return new StoreTraits("file", true, false, Long.MAX_VALUE);
  }

  @Override
  public ListPage list(ListRequest request) {
    try {
      return new LocalListing(request, pageSize).page(paths.directory(request.prefix()));
    } catch (IOException e) {
      throw LocalErrors.of("list", request.prefix(), e);
    }
  }

  @Override
  public Optional<ObjectAttributes> head(Location location) {
    Path file = paths.file(location);
    try {
      return LocalFile.attributes(file);
    } catch (IOException e) {
      return absentOr("look at", location, e);
    }
  }

  /** Java cannot ask an open file for its attributes, so it looks before and after opening. */
  @Override
  public Optional<ObjectContent> open(Location location) {
    Path file = paths.file(location);
    try {
      for (int attempt = 0; attempt < ATTEMPTS_TO_OPEN; attempt++) {
        Optional<ObjectAttributes> before = LocalFile.attributes(file);
        if (before.isEmpty()) {
          return Optional.empty();
        }
        InputStream stream = Files.newInputStream(file);
        if (before.equals(LocalFile.attributes(file))) {
          return Optional.of(new ObjectContent(before.get(), stream));
        }
        stream.close();
      }
      throw new StoreException(CHANGED, location + " is being replaced all the time");
    } catch (IOException e) {
      return absentOr("open", location, e);
    }
  }

  /** A name below a file, or a file that goes just now, is no more than an absent object. */
  private static <T> Optional<T> absentOr(String operation, Location location, IOException e) {
    StoreException failure = LocalErrors.of(operation, location, e);
    boolean absent =
        failure.kind() == NOT_FOUND || String.valueOf(e.getMessage()).contains("Not a directory");
    if (absent) {
      return Optional.empty();
    }
    throw failure;
  }

  /** Looks after reading: a file that has the wanted state then had it all the while. */
  @Override
  public byte[] readRange(Location location, ByteRange range, String etag) {
    Path file = paths.file(location);
    ByteBuffer bytes = ByteBuffer.allocate(range.length());
    try {
      try (SeekableByteChannel channel = Files.newByteChannel(file)) {
        channel.position(range.offset());
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
          // Goes on until the range is full or the file ends.
        }
      }
      requireState(location, file, etag);
    } catch (NoSuchFileException e) {
      throw new StoreException(NOT_FOUND, location + " is gone", e);
    } catch (IOException e) {
      throw LocalErrors.of("read", location, e);
    }
    if (bytes.hasRemaining()) {
      throw new StoreException(INVALID, "%s ends before %s".formatted(location, range));
    }
    return bytes.array();
  }

  private static void requireState(Location location, Path file, String etag) throws IOException {
    ObjectAttributes now =
        LocalFile.attributes(file)
            .orElseThrow(() -> new StoreException(NOT_FOUND, location + " is gone"));
    if (!now.etag().equals(etag)) {
      throw new StoreException(
          CHANGED, location + " has the ETag " + now.etag() + " and no longer " + etag);
    }
  }

  @Override
  public CreateOutcome createExclusive(NewObject object) {
    return writer.create(object.location(), output -> LocalWriter.copy(object.body(), output));
  }

  @Override
  public void overwrite(NewObject object) {
    writer.replace(object.location(), output -> LocalWriter.copy(object.body(), output));
  }

  @Override
  public String copyWithin(
      Location source, String etag, Location target, Map<String, String> metadata) {
    Path file = paths.file(source);
    return writer.replace(
        target,
        output -> {
          try (FileChannel input = FileChannel.open(file)) {
            LocalWriter.transfer(input, output);
          } catch (NoSuchFileException e) {
            throw new StoreException(NOT_FOUND, source + " is gone", e);
          }
          requireState(source, file, etag);
        });
  }

  @Override
  public MultipartUpload beginUpload(Location target, Map<String, String> metadata) {
    return new LocalUpload(this, writer, target);
  }

  @Override
  public void delete(Location location) {
    Path file = paths.file(location);
    try {
      if (LocalFile.attributes(file).isPresent()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      absentOr("delete", location, e);
    }
  }

  /** Holds nothing that needs releasing. */
  @Override
  public void close() {}
}
