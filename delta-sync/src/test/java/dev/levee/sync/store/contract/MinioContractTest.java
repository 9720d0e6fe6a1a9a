package dev.levee.sync.store.contract;

import dev.levee.sync.store.s3.S3Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Needs Docker, and is skipped without it. The image is the setting {@code levee.minio.image}. */
class MinioContractTest extends S3StoreContract {
  private static final Duration TIME_TO_START = Duration.ofSeconds(75);
  private static final String SECRET = "secret-of-the-contract";

  @RegisterExtension
  private static final ContractRun<S3Environment> RUN =
      new ContractRun<>("minio", MinioContractTest::startInTime);

  /** Without a registry, the library tries for many minutes to pull what it wants for itself. */
  private static S3Environment startInTime() throws InterruptedException {
    FutureTask<S3Environment> start = new FutureTask<>(MinioContractTest::start);
    Thread thread = new Thread(start, "start of MinIO");
    thread.setDaemon(true);
    thread.start();
    try {
      return start.get(TIME_TO_START.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new TestAbortedException("Docker has not started it in " + TIME_TO_START, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  private static S3Environment start() {
    String image = System.getProperty("levee.minio.image");
    if (!dockerRuns()) {
      throw new TestAbortedException("no Docker");
    }
    MinIOContainer container =
        new MinIOContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("minio/minio"))
            .withUserName("contract")
            .withPassword(SECRET);
    try {
      container.start();
    } catch (RuntimeException e) {
      container.close();
      throw isFetch(e) ? new TestAbortedException("an image cannot be had: " + image, e) : e;
    }
    S3Credentials credentials =
        new S3Credentials.AccessKey(container.getUserName(), container.getPassword());
    URI endpoint = URI.create(container.getS3URL());
    createBucket(endpoint, container);
    return new S3Environment(endpoint, credentials, container::close);
  }

  /** Where there is no Docker at all, the library may throw instead of answering. */
  private static boolean dockerRuns() {
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } catch (RuntimeException | LinkageError e) {
      return false;
    }
  }

  private static boolean isFetch(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ContainerFetchException) {
        return true;
      }
    }
    return false;
  }

  private static void createBucket(URI endpoint, MinIOContainer container) {
    AwsBasicCredentials credentials =
        AwsBasicCredentials.create(container.getUserName(), container.getPassword());
    try (S3Client client =
        S3Client.builder()
            .endpointOverride(endpoint)
            .region(Region.of(S3Environment.REGION))
            .forcePathStyle(true)
            .credentialsProvider(StaticCredentialsProvider.create(credentials))
            .build()) {
      client.createBucket(request -> request.bucket(S3Environment.BUCKET));
    }
  }

  @Override
  S3Environment environment() {
    return RUN.environment();
  }
}
