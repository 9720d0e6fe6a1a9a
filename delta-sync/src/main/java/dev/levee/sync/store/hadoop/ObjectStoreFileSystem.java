package dev.levee.sync.store.hadoop;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A store as a file system, as far as Delta Standalone and Parquet need one. A file appears when it
 * is closed; a directory is there as long as something is below it, and making one does nothing.
 * There is no renaming and no appending. Hadoop makes it, from the configuration of {@link
 * HadoopAccess}.
 */
public final class ObjectStoreFileSystem extends FileSystem {
  private static final long BLOCK_SIZE = 128L << 20;

  private ObjectStore store;
  private URI uri;

  @Override
  public void initialize(URI name, Configuration configuration) throws IOException {
    super.initialize(name, configuration);
    setConf(configuration);
    store = HadoopAccess.store(configuration);
    String authority = name.getAuthority() == null ? "" : name.getAuthority();
    uri = URI.create(name.getScheme() + "://" + authority + "/");
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public String getScheme() {
    return uri.getScheme();
  }

  @Override
  public long getDefaultBlockSize(Path path) {
    return BLOCK_SIZE;
  }

  @Override
  public Path getWorkingDirectory() {
    return new Path(uri);
  }

  /** Paths are always whole here. */
  @Override
  public void setWorkingDirectory(Path directory) {}

  private Location location(Path path) {
    return HadoopAccess.location(makeQualified(path));
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    Location location = location(path);
    ObjectAttributes attributes =
        HadoopErrors.calling(() -> store.head(location))
            .orElseThrow(() -> new FileNotFoundException(location.toString()));
    return new FSDataInputStream(new ObjectInput(store, location, attributes));
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return new FSDataOutputStream(new ObjectOutput(store, location(path), overwrite), statistics);
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
    throw new UnsupportedOperationException("an object is not appended to: " + path);
  }

  @Override
  public boolean rename(Path source, Path target) {
    throw new UnsupportedOperationException("an object is not renamed: " + source);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    Location location = location(path);
    return HadoopErrors.calling(
        () -> {
          if (isObject(location)) {
            store.delete(location);
            return true;
          }
          return deleteBelow(location, recursive);
        });
  }

  private boolean deleteBelow(Location location, boolean recursive) throws IOException {
    Listing below = new Listing(store, ListRequest.everythingBelow(location));
    boolean any = below.hasNext();
    if (any && !recursive) {
      throw new IOException(location + " is not empty");
    }
    while (below.hasNext()) {
      store.delete(below.next().location());
    }
    return any;
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) {
    return true;
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    Location location = location(path);
    return HadoopErrors.calling(
        () -> {
          Optional<ObjectAttributes> attributes = attributes(location);
          if (attributes.isPresent()) {
            return statusOf(new ObjectEntry(location, attributes.get()));
          }
          if (location.key().isEmpty() || isDirectory(location)) {
            return directoryStatus(location);
          }
          throw new FileNotFoundException(location.toString());
        });
  }

  private Optional<ObjectAttributes> attributes(Location location) {
    return location.key().isEmpty() ? Optional.empty() : store.head(location);
  }

  private boolean isObject(Location location) {
    return attributes(location).isPresent();
  }

  private boolean isDirectory(Location location) {
    return new Listing(store, ListRequest.everythingBelow(location)).hasNext();
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    Location location = location(path);
    return HadoopErrors.calling(
        () -> {
          List<FileStatus> statuses = oneLevel(location);
          if (statuses.isEmpty()) {
            Optional.of(getFileStatus(path)).filter(FileStatus::isFile).ifPresent(statuses::add);
          }
          return statuses.toArray(FileStatus[]::new);
        });
  }

  private List<FileStatus> oneLevel(Location location) {
    List<FileStatus> statuses = new ArrayList<>();
    Optional<ListRequest> next = Optional.of(ListRequest.oneLevelBelow(location));
    while (next.isPresent()) {
      ListRequest request = next.get();
      ListPage page = store.list(request);
      page.objects().forEach(entry -> statuses.add(statusOf(entry)));
      page.prefixes().forEach(prefix -> statuses.add(directoryStatus(prefix)));
      next = page.continuation().map(request::continuedAt);
    }
    return statuses;
  }

  static FileStatus statusOf(ObjectEntry entry) {
    ObjectAttributes attributes = entry.attributes();
    return new FileStatus(
        attributes.size(),
        false,
        1,
        BLOCK_SIZE,
        attributes.lastModified().toEpochMilli(),
        HadoopAccess.path(entry.location()));
  }

  private static FileStatus directoryStatus(Location location) {
    return new FileStatus(0, true, 1, 0, 0, HadoopAccess.path(location));
  }
}
