package dev.levee.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.sync.model.Time;
import java.net.URI;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests with unsigned payloads (S3 API reference, "Signature Calculations for the
 * Authorization Header").
 */
final class RequestSigner {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int DAY_LENGTH = 8;
  private static final String PAYLOAD = "UNSIGNED-PAYLOAD";

  private final Bucket bucket;
  private final Time time;
  private final String host;

  RequestSigner(Bucket bucket, Time time) {
    this.bucket = bucket;
    this.time = time;
    URI endpoint = bucket.endpoint();
    this.host =
        endpoint.getPort() < 0 ? endpoint.getHost() : endpoint.getHost() + ":" + endpoint.getPort();
  }

  /**
   * The headers that a request needs, but {@code Host}, which HTTP itself sends.
   *
   * @param path percent-encoded
   * @param query percent-encoded, in the order of the names
   * @param headers further ones that begin with {@code x-amz-}, in lower case, which S3 wants
   *     signed
   */
  Map<String, String> sign(String method, String path, String query, Map<String, String> headers) {
    String date = SECOND.format(time.now());
    String day = date.substring(0, DAY_LENGTH);
    String scope = day + "/" + bucket.region() + "/s3/aws4_request";
    SortedMap<String, String> signed = new TreeMap<>(headers);
    signed.put("host", host);
    signed.put("x-amz-content-sha256", PAYLOAD);
    signed.put("x-amz-date", date);
    String names = String.join(";", signed.keySet());
    StringBuilder lines = new StringBuilder();
    signed.forEach((name, value) -> lines.append(name).append(':').append(value).append('\n'));
    String canonical = String.join("\n", method, path, query, lines.toString(), names, PAYLOAD);
    String text = String.join("\n", "AWS4-HMAC-SHA256", date, scope, sha256(canonical));
    String signature = HexFormat.of().formatHex(hmac(key(day), text));
    return Map.of(
        "x-amz-date",
        date,
        "x-amz-content-sha256",
        PAYLOAD,
        "authorization",
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(bucket.accessKeyId(), scope, names, signature));
  }

  private byte[] key(String day) {
    byte[] ofDay = hmac(("AWS4" + bucket.secretAccessKey()).getBytes(UTF_8), day);
    return hmac(hmac(hmac(ofDay, bucket.region()), "s3"), "aws4_request");
  }

  /** Percent-encodes all but what RFC 3986 calls unreserved. */
  static String encode(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  static String encodePath(String path) {
    return encode(path).replace("%2F", "/");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
