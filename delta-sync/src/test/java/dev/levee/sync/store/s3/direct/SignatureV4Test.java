package dev.levee.sync.store.s3.direct;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.store.ObjectBody;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** The SDK's own signer has to come to the same signature. */
class SignatureV4Test {
  private static final Instant NOW = Instant.parse("2026-11-21T14:15:16Z");
  private static final BucketAddress BUCKET =
      BucketAddress.of(URI.create("http://store.example:9000/lake/"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t/_delta_log/00000000000000000001.json",
        "t/p=a b/x+y%20z.parquet",
        "t/ü/日本/😀!*'();:@&=$,?#[]~",
        "t//double/./dots/..",
      })
  void signsAnyKeyAsTheSdkDoes(String key) {
    assertSigned(DirectRequest.of("GET", BUCKET, key), AwsBasicCredentials.create("AKIA", "se/cr"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://lake.s3.eu-central-1.amazonaws.com/", "http://[::1]:9000/b/"})
  void signsBodiesParametersAndTemporaryKeysAsTheSdkDoes(URI bucket) {
    SortedMap<String, String> part = new TreeMap<>();
    part.put("uploadId", "a/b+c==");
    part.put("partNumber", "7");
    DirectRequest request =
        DirectRequest.of("PUT", BucketAddress.of(bucket), "k")
            .asking(part)
            .sending(ObjectBody.of(new byte[] {1, 2, 3}))
            .with("content-md5", "Uonfc331cyb83SJZevsfrA==")
            .with("x-amz-meta-note", "a b");
    assertSigned(request, AwsSessionCredentials.create("ASIA", "secret", "to/ken=="));
  }

  private static void assertSigned(DirectRequest request, AwsCredentials credentials) {
    Map<String, String> sdk = signedBySdk(request, credentials);
    new SignatureV4("eu-central-1").sign(request, credentials, NOW);
    assertThat(request.headers()).containsAllEntriesOf(sdk);
  }

  private static URI server(DirectRequest request) {
    String scheme = request.bucket().server().tls() ? "https" : "http";
    return URI.create(scheme + "://" + request.bucket().host());
  }

  private static Map<String, String> signedBySdk(
      DirectRequest request, AwsCredentials credentials) {
    SdkHttpRequest.Builder http =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .uri(server(request).resolve(request.path()));
    if (!request.query().isEmpty()) {
      for (String parameter : request.query().split("&", -1)) {
        String[] both = parameter.split("=", 2);
        http.appendRawQueryParameter(both[0], URLDecoder.decode(both[1], UTF_8));
      }
    }
    request.headers().forEach(http::putHeader);
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(credentials)
                        .request(http.build())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC)))
            .request();
    return Map.of("authorization", signed.firstMatchingHeader("Authorization").orElseThrow());
  }
}
