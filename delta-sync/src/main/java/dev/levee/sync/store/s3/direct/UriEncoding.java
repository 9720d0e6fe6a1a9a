package dev.levee.sync.store.s3.direct;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** {@code UriEncode} of the S3 API ("Signature Calculations"): what is signed is what is sent. */
final class UriEncoding {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private UriEncoding() {}

  /** A path: slashes stay. */
  static String path(String text) {
    return encode(text, true);
  }

  /** A value in a query: nothing but unreserved characters stays. */
  static String value(String text) {
    return encode(text, false);
  }

  private static String encode(String text, boolean slashes) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved(b) || (slashes && b == '/')) {
        encoded.append((char) b);
      } else {
        HEX.toHexDigits(encoded.append('%'), b);
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '.'
        || b == '_'
        || b == '~';
  }
}
