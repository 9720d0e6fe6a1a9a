package dev.levee.sync.store.hadoop;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectStore;
import java.io.EOFException;
import java.io.IOException;
import org.apache.hadoop.fs.FSInputStream;

/**
 * Reads one state of an object from any position, a window of it at a time. Should the object
 * change meanwhile, reading fails. For one thread, as every stream of Hadoop's.
 */
final class ObjectInput extends FSInputStream {
  private static final int WINDOW = 1 << 20;

  private final ObjectStore store;
  private final Location location;
  private final ObjectAttributes attributes;
  private byte[] window = new byte[0];
  private long windowStart;
  private long position;

  ObjectInput(ObjectStore store, Location location, ObjectAttributes attributes) {
    this.store = store;
    this.location = location;
    this.attributes = attributes;
  }

  @Override
  public void seek(long target) throws IOException {
    if (target < 0 || target > attributes.size()) {
      throw new EOFException(
          "%s has %d bytes, and none at %d".formatted(location, attributes.size(), target));
    }
    position = target;
  }

  @Override
  public long getPos() {
    return position;
  }

  @Override
  public boolean seekToNewSource(long target) {
    return false;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, attributes.size() - position);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    long left = attributes.size() - position;
    if (left <= 0) {
      return -1;
    }
    if (position < windowStart || position >= windowStart + window.length) {
      fetch(length);
    }
    int from = (int) (position - windowStart);
    int count = Math.min(length, window.length - from);
    System.arraycopy(window, from, bytes, offset, count);
    position += count;
    return count;
  }

  /** A small object comes whole: Parquet's readers look at the end first, then at the beginning. */
  private void fetch(int length) throws IOException {
    long start = attributes.size() <= WINDOW ? 0 : position;
    int size = (int) Math.min(attributes.size() - start, Math.max(WINDOW, length));
    ByteRange range = new ByteRange(start, size);
    window = HadoopErrors.calling(() -> store.readRange(location, range, attributes.etag()));
    windowStart = start;
  }
}
