package dev.levee.sync.store.s3;

import dev.levee.sync.store.ObjectBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import software.amazon.awssdk.core.sync.RequestBody;

/** Bodies as the SDK takes them: it opens them anew for the signature and for each attempt. */
final class S3Bodies {
  static final String ANY_BYTES = "application/octet-stream";

  private S3Bodies() {}

  static RequestBody of(ObjectBody body) {
    return RequestBody.fromContentProvider(() -> open(body), body.length(), ANY_BYTES);
  }

  private static InputStream open(ObjectBody body) {
    try {
      return body.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The checksum that the store compares with what arrives (RFC 1864). */
  static String contentMd5(ObjectBody body) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(body.md5()));
  }
}
