package dev.levee.sync.log.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.defaults.engine.fileio.SeekableInputStream;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The files of an object store as Delta Kernel wants them. Paths are the texts of {@link Location},
 * raw. Writing without permission to overwrite is exclusive creation, so a commit of Kernel's is
 * safe against all other writers.
 *
 * <p>A missing file is a {@link FileNotFoundException}; whatever else goes wrong in the store is
 * the {@link StoreException} it throws.
 */
public final class ObjectStoreFileIO implements FileIO {
  private final ObjectStore store;
  private final Predicate<Location> shown;
  private final Supplier<SmallFiles> smallFiles;

  /** Files of this store, which the caller closes. */
  public ObjectStoreFileIO(ObjectStore store) {
    this(store, location -> true, SmallFiles::new);
  }

  /**
   * Files of this store, for reading one state of a table; those that are not {@code shown} are as
   * if they were not there, and a small one is read once.
   */
  static ObjectStoreFileIO showing(ObjectStore store, Predicate<Location> shown) {
    SmallFiles shared = new SmallFiles();
    return new ObjectStoreFileIO(store, shown, () -> shared);
  }

  private ObjectStoreFileIO(
      ObjectStore store, Predicate<Location> shown, Supplier<SmallFiles> smallFiles) {
    this.smallFiles = smallFiles;
    this.store = requireNonNull(store, "store");
    this.shown = requireNonNull(shown, "shown");
  }

  /** Lists the folder of a path, from that path on, in the order of UTF-8 bytes. */
  @Override
  public CloseableIterator<FileStatus> listFrom(String path) throws IOException {
    Location from = Location.parse(path);
    String key = from.key();
    Location folder =
        new Location(from.scheme(), from.bucket(), key.substring(0, key.lastIndexOf('/') + 1));
    ListRequest request = ListRequest.oneLevelBelow(folder);
    if (key.length() > folder.key().length()) {
      // Stores list what is greater; what is equal is greater than all but its last character.
      request = request.after(key.substring(0, key.offsetByCodePoints(key.length(), -1)));
    }
    Listing listing = new Listing(store, request);
    if (!listing.hasNext() && !new Listing(store, ListRequest.oneLevelBelow(folder)).hasNext()) {
      throw new FileNotFoundException(folder.toString());
    }
    return new FilesFrom(listing, shown, key.getBytes(UTF_8));
  }

  /**
   * A location as Kernel writes it. Kernel puts paths through Hadoop's {@code Path}, which turns
   * {@code file:///a} into {@code file:/a}, and compares them as text.
   */
  static String pathOf(Location location) {
    return location.scheme().equals("file") ? "file:/" + location.key() : location.toString();
  }

  @Override
  public FileStatus getFileStatus(String path) throws IOException {
    ObjectAttributes attributes =
        Optional.of(Location.parse(path))
            .filter(shown)
            .flatMap(store::head)
            .orElseThrow(() -> new FileNotFoundException(path));
    return FileStatus.of(path, attributes.size(), attributes.lastModified().toEpochMilli());
  }

  @Override
  public String resolvePath(String path) {
    return path;
  }

  /** Object stores have no folders to make. */
  @Override
  public boolean mkdirs(String path) {
    return true;
  }

  @Override
  public InputFile newInputFile(String path, long fileSize) {
    if (!shown.test(Location.parse(path))) {
      return new HiddenFile(path);
    }
    return new StoredInputFile(store, path, fileSize, smallFiles.get());
  }

  @Override
  public OutputFile newOutputFile(String path) {
    return new StoredOutputFile(store, path);
  }

  @Override
  public boolean delete(String path) {
    store.delete(Location.parse(path));
    return true;
  }

  @Override
  public Optional<String> getConf(String key) {
    return Optional.empty();
  }

  /** Copies a small file, such as a commit, through memory. */
  @Override
  public void copyFileAtomically(String source, String target, boolean overwrite)
      throws IOException {
    ObjectContent content =
        store.open(Location.parse(source)).orElseThrow(() -> new FileNotFoundException(source));
    new StoredOutputFile(store, target).write(content.readAll(), overwrite);
  }

  private record HiddenFile(String path) implements InputFile {
    @Override
    public long length() throws IOException {
      throw new FileNotFoundException(path);
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
      throw new FileNotFoundException(path);
    }
  }

  private static final class FilesFrom implements CloseableIterator<FileStatus> {
    private final Iterator<ObjectEntry> entries;
    private final Predicate<Location> shown;
    private final byte[] first;
    private Optional<FileStatus> next = Optional.empty();

    FilesFrom(Iterator<ObjectEntry> entries, Predicate<Location> shown, byte[] first) {
      this.entries = entries;
      this.shown = shown;
      this.first = first;
    }

    @Override
    public boolean hasNext() {
      while (next.isEmpty() && entries.hasNext()) {
        ObjectEntry entry = entries.next();
        byte[] key = entry.location().key().getBytes(UTF_8);
        boolean listed = !entry.location().isPrefix() && shown.test(entry.location());
        if (listed && Arrays.compareUnsigned(key, first) >= 0) {
          ObjectAttributes attributes = entry.attributes();
          next =
              Optional.of(
                  FileStatus.of(
                      pathOf(entry.location()),
                      attributes.size(),
                      attributes.lastModified().toEpochMilli()));
        }
      }
      return next.isPresent();
    }

    @Override
    public FileStatus next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      FileStatus found = next.orElseThrow();
      next = Optional.empty();
      return found;
    }

    @Override
    public void close() {}
  }
}
