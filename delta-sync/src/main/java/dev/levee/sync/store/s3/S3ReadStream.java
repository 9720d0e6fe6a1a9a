package dev.levee.sync.store.s3;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of an object. Ends with an exception when there are fewer than the store said. Closing
 * it early gives the connection up: reading on only to use it again could take for ever.
 */
final class S3ReadStream extends FilterInputStream {
  private final ResponseInputStream<GetObjectResponse> response;
  private long remaining;

  S3ReadStream(ResponseInputStream<GetObjectResponse> response, long size) {
    super(response);
    this.response = response;
    this.remaining = size;
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

  @Override
  public void close() throws IOException {
    if (remaining > 0) {
      response.abort();
    }
    super.close();
  }
}
