package dev.levee.sync.store.testing;

import dev.levee.sync.store.s3.S3Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** MinIO in a container. The image is the setting {@code levee.minio.image}. */
public final class MinioServer implements AutoCloseable {
  /** By what name it reaches the machine that it runs on. */
  public static final String THIS_MACHINE = "host.docker.internal";

  public static final String REGION = "us-east-1";

  private static final Duration TIME_TO_START = Duration.ofSeconds(75);
  private static final String USER = "contract";
  private static final String SECRET = "secret-of-the-contract";

  private final MinIOContainer container;

  private MinioServer(MinIOContainer container) {
    this.container = container;
  }

  /**
   * Starts one. Without a registry, the library tries for many minutes to pull what it wants for
   * itself; it is not waited for so long.
   *
   * @param environment of its process
   * @throws TestAbortedException where it cannot be had: the test is skipped
   */
  public static MinioServer start(Map<String, String> environment) throws InterruptedException {
    FutureTask<MinioServer> start = new FutureTask<>(() -> started(environment));
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

  private static MinioServer started(Map<String, String> environment) {
    String image = System.getProperty("levee.minio.image");
    if (!dockerRuns()) {
      throw new TestAbortedException("no Docker");
    }
    MinIOContainer container =
        new MinIOContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("minio/minio"))
            .withUserName(USER)
            .withPassword(SECRET)
            .withEnv(environment)
            .withExtraHost(THIS_MACHINE, "host-gateway");
    try {
      container.start();
    } catch (RuntimeException e) {
      container.close();
      throw isFetch(e) ? new TestAbortedException("an image cannot be had: " + image, e) : e;
    }
    return new MinioServer(container);
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

  public URI endpoint() {
    return URI.create(container.getS3URL());
  }

  public S3Credentials.AccessKey credentials() {
    return new S3Credentials.AccessKey(container.getUserName(), container.getPassword());
  }

  /** A client for what the stores of Levee do not do, which the caller closes. */
  public S3Client client() {
    return S3Client.builder()
        .endpointOverride(endpoint())
        .region(Region.of(REGION))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(USER, SECRET)))
        .build();
  }

  @Override
  public void close() {
    container.close();
  }
}
