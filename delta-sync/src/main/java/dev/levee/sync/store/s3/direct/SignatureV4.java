package dev.levee.sync.store.s3.direct;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.sync.model.Timestamps;
import dev.levee.sync.store.Digests;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final int DATE_LENGTH = 8;

  private final String region;
  private volatile DayKey dayKey = new DayKey("", "", new HmacSha256(new byte[0]));
  private volatile Second second = new Second(Long.MIN_VALUE, "");

  /** Signs for this region. */
  SignatureV4(String region) {
    this.region = region;
  }

  /** A key is good for a day (and one secret); four steps make one. */
  private record DayKey(String date, String secret, HmacSha256 key) {}

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
    String signature =
        hex(keyOf(date, credentials.secretAccessKey()).authenticate(text.getBytes(UTF_8)));
    String by = ALGORITHM + " Credential=" + credentials.accessKeyId() + "/" + scope;
    headers.put("authorization", by + ", SignedHeaders=" + names + ", Signature=" + signature);
  }

  private String textOf(Instant now) {
    Second known = second;
    if (known.epoch() != now.getEpochSecond()) {
      known = new Second(now.getEpochSecond(), basic(now));
      second = known;
    }
    return known.text();
  }

  /** {@code 20261122T065024Z}. */
  private static String basic(Instant time) {
    return Timestamps.text(time.truncatedTo(ChronoUnit.SECONDS)).replace("-", "").replace(":", "");
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

  private HmacSha256 keyOf(String date, String secret) {
    DayKey known = dayKey;
    if (!known.date().equals(date) || !known.secret().equals(secret)) {
      HmacSha256 key = new HmacSha256(("AWS4" + secret).getBytes(UTF_8));
      for (String step : List.of(date, region, "s3", "aws4_request")) {
        key = new HmacSha256(key.authenticate(step.getBytes(UTF_8)));
      }
      known = new DayKey(date, secret, key);
      dayKey = known;
    }
    return known.key();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
