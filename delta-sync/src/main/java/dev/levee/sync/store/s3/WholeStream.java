package dev.levee.sync.store.s3;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of an object. Ends with an exception when there are fewer than the store said. */
class WholeStream extends FilterInputStream {
  private long remaining;

  WholeStream(InputStream bytes, long size) {
    super(bytes);
    this.remaining = size;
  }

  /** How many bytes have not been read. */
  long remaining() {
    return remaining;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? -1 : 1);
    return one;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    count(read);
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(bytes);
    remaining -= skipped;
    return skipped;
  }

  private void count(int read) throws IOException {
    if (read >= 0) {
      remaining -= read;
    } else if (remaining > 0) {
      throw new EOFException("the answer ended " + remaining + " bytes early");
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
