package dev.levee.sync.store.hadoop;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A store lent to libraries that know Hadoop only. Under its {@link #configuration}, paths of the
 * schemes {@code s3}, {@code file} and {@code memory} are locations in the store, and Delta
 * Standalone commits by exclusive creation.
 *
 * <p>Hadoop makes its file systems itself, from the names of classes and from text, so the store is
 * known here by a number that the configuration carries; a copy of the configuration works as well.
 * Closing takes the number back and leaves the store open.
 */
public final class HadoopAccess implements AutoCloseable {
  private static final String KEY = "dev.levee.store";
  private static final List<String> SCHEMES = List.of("s3", "file", "memory");
  private static final ConcurrentMap<String, ObjectStore> LENT = new ConcurrentHashMap<>();
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final String number = Long.toString(NUMBERS.incrementAndGet());
  private final Configuration configuration = new Configuration(false);

  /** Lends a store. */
  public HadoopAccess(ObjectStore store) {
    LENT.put(number, store);
    configuration.set(KEY, number);
    for (String scheme : SCHEMES) {
      configuration.setClass(
          "fs." + scheme + ".impl",
          ObjectStoreFileSystem.class,
          org.apache.hadoop.fs.FileSystem.class);
      // Hadoop's cache would give one store's file system to another's paths of the same bucket.
      configuration.setBoolean("fs." + scheme + ".impl.disable.cache", true);
      configuration.set("delta.logStore." + scheme + ".impl", ObjectStoreLogStore.class.getName());
    }
  }

  /** For Delta Standalone and Parquet. */
  public Configuration configuration() {
    return configuration;
  }

  /** A location as Hadoop writes it. */
  public static Path path(Location location) {
    String bucket = location.bucket().isEmpty() ? null : location.bucket();
    return new Path(location.scheme(), bucket, "/" + location.key());
  }

  /** A path as a location. Hadoop has dropped a {@code /} at the end and doubled ones by then. */
  static Location location(Path path) {
    String authority = path.toUri().getAuthority();
    return new Location(
        path.toUri().getScheme(),
        authority == null ? "" : authority,
        path.toUri().getPath().substring(1));
  }

  static ObjectStore store(Configuration configuration) throws IOException {
    String number = configuration.get(KEY, "");
    ObjectStore store = LENT.get(number);
    if (store == null) {
      throw new IOException("no store is lent under this configuration, or no longer: " + number);
    }
    return store;
  }

  @Override
  public void close() {
    LENT.remove(number);
  }
}
