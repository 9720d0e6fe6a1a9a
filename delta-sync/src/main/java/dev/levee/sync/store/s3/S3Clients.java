package dev.levee.sync.store.s3;

import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Two clients of one store over the same connections: one that repeats requests, and one that never
 * does, for exclusive creation. The SDK (2.56) has no such setting for a single request. Both are
 * made when one is first needed: of a short run they are most of its start, and the frequent
 * requests do without.
 *
 * <p>The SDK's own checksums and chunked signing are off: several stores refuse or misread them.
 * Instead every body carries {@code Content-MD5}, which all stores verify. Over https bodies are
 * not hashed again for the signature; over plain http the SDK always signs their SHA-256.
 */
final class S3Clients implements AutoCloseable {
  private final S3StoreSettings settings;
  private final AwsCredentialsProvider credentials;
  private Optional<Opened> opened = Optional.empty();
  private boolean closed;

  private record Opened(SdkHttpClient connections, S3Client repeating, S3Client once) {}

  S3Clients(S3StoreSettings settings) {
    this.settings = settings;
    this.credentials = provider(settings.credentials());
  }

  /** Repeats a request after a passing fault. */
  S3Client repeating() {
    return opened().repeating();
  }

  /** Sends each request once. */
  S3Client once() {
    return opened().once();
  }

  private synchronized Opened opened() {
    if (closed) {
      throw SdkClientException.create("the store was closed");
    }
    if (opened.isEmpty()) {
      opened = Optional.of(open());
    }
    return opened.get();
  }

  private Opened open() {
    S3Connections limits = settings.connections();
    SdkHttpClient connections =
        new RefusalAwareHttpClient(
            Apache5HttpClient.builder()
                .maxConnections(limits.maximum())
                .connectionTimeout(limits.connectTimeout())
                .connectionAcquisitionTimeout(limits.readTimeout())
                .socketTimeout(limits.readTimeout())
                .build());
    return new Opened(connections, client(connections, limits.attempts()), client(connections, 1));
  }

  AwsCredentialsProvider credentials() {
    return credentials;
  }

  private S3Client client(SdkHttpClient connections, int attempts) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClient(connections)
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials)
            .forcePathStyle(settings.pathStyle())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
            .overrideConfiguration(
                client ->
                    client.retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(attempts)
                            .build()));
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private static AwsCredentialsProvider provider(S3Credentials credentials) {
    if (credentials instanceof S3Credentials.AccessKey key) {
      return StaticCredentialsProvider.create(
          key.sessionToken().isPresent()
              ? AwsSessionCredentials.create(
                  key.accessKeyId(), key.secretAccessKey(), key.sessionToken().get())
              : AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    }
    return DefaultCredentialsProvider.builder().build();
  }

  @Override
  public synchronized void close() {
    closed = true;
    opened.ifPresent(
        clients -> {
          clients.repeating().close();
          clients.once().close();
          clients.connections().close();
        });
  }
}
