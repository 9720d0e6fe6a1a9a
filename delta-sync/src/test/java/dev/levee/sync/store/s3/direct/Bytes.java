package dev.levee.sync.store.s3.direct;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Bytes as they come over a connection: never more than so many in one read. */
final class Bytes extends ByteArrayInputStream {
  private final int most;

  private Bytes(byte[] bytes, int most) {
    super(bytes);
    this.most = most;
  }

  /** As input with a buffer of 64 bytes. */
  static ConnectionInput input(String text, int most) {
    return new ConnectionInput(of(text, most), 64);
  }

  static InputStream of(String text, int most) {
    return new Bytes(text.getBytes(ISO_8859_1), most);
  }

  @Override
  public synchronized int read(byte[] bytes, int offset, int length) {
    return super.read(bytes, offset, Math.min(length, most));
  }
}
