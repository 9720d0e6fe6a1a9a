package dev.levee.sync.log.kernel;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import io.delta.kernel.defaults.engine.fileio.SeekableInputStream;
import io.delta.kernel.defaults.engine.hadoopio.HadoopInputFile;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * An object read in ranges, all of one state of it. It passes for a file of Hadoop's only to be
 * asked for its configuration: for any other file Kernel (4.4, {@code ParquetIOUtils}) makes one
 * that parses Hadoop's defaults anew, which takes longer than reading a checkpoint.
 */
final class StoredInputFile extends HadoopInputFile {
  /** A small file is read whole at once: Parquet jumps between a footer and its columns. */
  private static final int READ_AHEAD_BYTES = 4 << 20;

  private final ObjectStore store;
  private final String path;
  private final long knownLength;
  private final SmallFiles smallFiles;

  StoredInputFile(ObjectStore store, String path, long knownLength) {
    this(store, path, knownLength, new SmallFiles());
  }

  StoredInputFile(ObjectStore store, String path, long knownLength, SmallFiles smallFiles) {
    super(null, null, knownLength);
    this.smallFiles = smallFiles;
    this.store = store;
    this.path = path;
    this.knownLength = knownLength;
  }

  @Override
  public long length() throws IOException {
    return knownLength > 0 ? knownLength : attributes().size();
  }

  @Override
  public String path() {
    return path;
  }

  /** Without any entry: Parquet has defaults of its own. */
  @Override
  public Configuration configuration() {
    return new Configuration(false);
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    Optional<SmallFiles.Content> kept = smallFiles.find(path);
    return kept.isPresent() ? new Ranges(kept.get()) : new Ranges(attributes());
  }

  private ObjectAttributes attributes() throws IOException {
    return store.head(Location.parse(path)).orElseThrow(() -> new FileNotFoundException(path));
  }

  private final class Ranges extends SeekableInputStream {
    private final ObjectAttributes attributes;
    private long position;
    private byte[] window = new byte[0];
    private long windowStart;

    Ranges(ObjectAttributes attributes) {
      this.attributes = attributes;
    }

    Ranges(SmallFiles.Content whole) {
      this.attributes = whole.attributes();
      this.window = whole.bytes().array();
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void seek(long target) throws IOException {
      if (target < 0 || target > attributes.size()) {
        throw new EOFException("no byte " + target + " in " + path);
      }
      position = target;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      Objects.checkFromIndexSize(from, length, target.length);
      if (length == 0) {
        return 0;
      }
      if (position >= attributes.size()) {
        return -1;
      }
      if (position < windowStart || position >= windowStart + window.length) {
        fetch();
      }
      int inWindow = (int) (position - windowStart);
      int count = Math.min(length, window.length - inWindow);
      System.arraycopy(window, inWindow, target, from, count);
      position += count;
      return count;
    }

    @Override
    public void readFully(byte[] target, int from, int length) throws IOException {
      int done = 0;
      while (done < length) {
        int count = read(target, from + done, length - done);
        if (count < 0) {
          throw new EOFException(path + " ends at byte " + attributes.size());
        }
        done += count;
      }
    }

    private void fetch() throws IOException {
      boolean whole = attributes.size() <= READ_AHEAD_BYTES;
      windowStart = whole ? 0 : position;
      int length = (int) Math.min(READ_AHEAD_BYTES, attributes.size() - windowStart);
      try {
        ByteRange range = new ByteRange(windowStart, length);
        window = store.readRange(Location.parse(path), range, attributes.etag());
      } catch (StoreException e) {
        if (e.kind() == StoreException.Kind.NOT_FOUND) {
          throw (IOException) new FileNotFoundException(path).initCause(e);
        }
        throw e;
      }
      if (whole) {
        smallFiles.keep(path, new SmallFiles.Content(attributes, ByteBuffer.wrap(window)));
      }
    }
  }
}
