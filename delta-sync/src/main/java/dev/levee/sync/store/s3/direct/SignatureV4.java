package dev.levee.sync.store.s3.direct;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.sync.store.Digests;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Signs requests with AWS Signature Version 4 (S3 API, "Signature Calculations for the
 * Authorization Header: Transferring Payload in a Single Chunk").
 *
 * <p>All headers are signed. The payload is not: what a body holds is bound by its {@code
 * Content-MD5}, which is signed, and hashing it once more would cost more than sending it.
 */
final class SignatureV4 {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String HMAC = "HmacSHA256";
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int DATE_LENGTH = 8;

  private final String region;
  private volatile DayKey dayKey = new DayKey("", "", Key.of("none".getBytes(UTF_8)));
  private volatile Second second = new Second(Long.MIN_VALUE, "");

  /** Signs for this region. */
  SignatureV4(String region) {
    this.region = region;
  }

  /** A key is good for a day (and one secret); four digests make one. */
  private record DayKey(String date, String secret, Key key) {}

  /** The text of a second, which many requests share. */
  private record Second(long epoch, String text) {}

  /** Adds the headers that authenticate the request, and the one that names the host. */
  void sign(DirectRequest request, AwsCredentials credentials, Instant now) {
    String time = textOf(now);
    SortedMap<String, String> headers = request.headers();
    headers.put("host", request.bucket().host());
    headers.put("x-amz-date", time);
    headers.put("x-amz-content-sha256", UNSIGNED);
    if (credentials instanceof AwsSessionCredentials session) {
      headers.put("x-amz-security-token", session.sessionToken());
    }
    String names = String.join(";", headers.keySet());
    String date = time.substring(0, DATE_LENGTH);
    String scope = date + "/" + region + "/s3/aws4_request";
    String digest = hex(Digests.sha256().digest(canonical(request, names).getBytes(UTF_8)));
    String text = ALGORITHM + "\n" + time + "\n" + scope + "\n" + digest;
    String signature = hex(keyOf(date, credentials.secretAccessKey()).authenticate(text));
    String by = ALGORITHM + " Credential=" + credentials.accessKeyId() + "/" + scope;
    headers.put("authorization", by + ", SignedHeaders=" + names + ", Signature=" + signature);
  }

  private String textOf(Instant now) {
    Second known = second;
    if (known.epoch() != now.getEpochSecond()) {
      known = new Second(now.getEpochSecond(), TIME.format(now));
      second = known;
    }
    return known.text();
  }

  private static String canonical(DirectRequest request, String names) {
    StringBuilder lines = new StringBuilder(512);
    lines.append(request.method()).append('\n').append(request.path()).append('\n');
    lines.append(request.query()).append('\n');
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      lines.append(header.getKey()).append(':').append(header.getValue()).append('\n');
    }
    return lines.append('\n').append(names).append('\n').append(UNSIGNED).toString();
  }

  private Key keyOf(String date, String secret) {
    DayKey known = dayKey;
    if (!known.date().equals(date) || !known.secret().equals(secret)) {
      Key key = Key.of(("AWS4" + secret).getBytes(UTF_8));
      for (String step : List.of(date, region, "s3", "aws4_request")) {
        key = Key.of(key.authenticate(step));
      }
      known = new DayKey(date, secret, key);
      dayKey = known;
    }
    return known.key();
  }

  /**
   * A secret and what authenticates with it.
   *
   * @param mac is only copied: to find one and have it read the key costs more than to use it
   */
  private record Key(SecretKeySpec secret, Mac mac) {
    static Key of(byte[] bytes) {
      SecretKeySpec secret = new SecretKeySpec(bytes, HMAC);
      return new Key(secret, mac(secret));
    }

    private static Mac mac(SecretKeySpec secret) {
      try {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(secret);
        return mac;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has HmacSHA256", e);
      }
    }

    byte[] authenticate(String text) {
      return copy().doFinal(text.getBytes(UTF_8));
    }

    private Mac copy() {
      try {
        return (Mac) mac.clone();
      } catch (CloneNotSupportedException e) {
        return mac(secret);
      }
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
