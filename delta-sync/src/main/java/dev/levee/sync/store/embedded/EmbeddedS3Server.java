package dev.levee.sync.store.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/**
 * S3Proxy, started in this process. Requests are signed (version 4) with the one access key.
 * Creation by {@code If-None-Match: *} is atomic; buckets are created by a client's request or by
 * {@link #createBucket}.
 *
 * <p>What it does not take, unlike S3: keys with {@code //}, {@code /./} or {@code /../}, a key and
 * others below it as a directory ({@code a} and {@code a/b}), versions, tags, policies, the
 * condition on the target of a server-side copy, and bodies of more than 128 MiB in one request (it
 * holds signed bodies in memory: send larger objects in parts). In a folder, objects are plain
 * files with their metadata in extended attributes, so the file system must have those; what is
 * changed in it while it is served, but not over S3, is not seen.
 */
public final class EmbeddedS3Server implements AutoCloseable {
  private static final int THREADS = 128;
  private static final long LARGEST_BODY = 128L << 20;

  private final S3Proxy proxy;
  private final BlobStore buckets;
  private final URI endpoint;

  /**
   * Where to listen and for whom.
   *
   * @param port 0 for any that is free
   */
  public record Listener(String host, int port, String accessKeyId, String secretAccessKey) {
    /** A free port of the loopback interface. */
    public static Listener loopback(String accessKeyId, String secretAccessKey) {
      return new Listener("127.0.0.1", 0, accessKeyId, secretAccessKey);
    }

    @Override
    public String toString() {
      return "Listener[" + host + ":" + port + " for " + accessKeyId + "]";
    }
  }

  private EmbeddedS3Server(BlobStore store, Listener listener, long largestBody) {
    buckets = new IndexedBlobStore(store);
    proxy =
        S3Proxy.builder()
            .blobStore(buckets)
            .endpoint(URI.create("http://" + listener.host() + ":" + listener.port()))
            .awsAuthentication(
                AuthenticationType.AWS_V4, listener.accessKeyId(), listener.secretAccessKey())
            .jettyMaxThreads(THREADS)
            .v4MaxNonChunkedRequestSize(largestBody)
            .ignoreUnknownHeaders(true)
            .stopTimeout(0)
            .build();
    start();
    endpoint = URI.create("http://" + listener.host() + ":" + proxy.getPort());
  }

  /**
   * Serves the buckets in a folder, which is made if it is missing. What is placed in it by other
   * means before is served too; what is placed in it later is not.
   *
   * @throws IllegalStateException when it cannot listen there
   */
  public static EmbeddedS3Server inFolder(Path folder, Listener listener) throws IOException {
    return inFolder(folder, listener, LARGEST_BODY);
  }

  /**
   * The same for requests with larger bodies.
   *
   * @param largestBody in bytes; the memory to hold twice as much has to be there for each
   */
  public static EmbeddedS3Server inFolder(Path folder, Listener listener, long largestBody)
      throws IOException {
    Files.createDirectories(folder);
    // S3Proxy lists nothing of a folder that is given by a relative path.
    Path path = folder.toRealPath();
    PlacedFiles.adopt(path);
    return new EmbeddedS3Server(
        new FilesystemNio2BlobStore(path.toString()), listener, largestBody);
  }

  /**
   * Serves buckets that are gone with the server.
   *
   * @throws IllegalStateException when it cannot listen there
   */
  public static EmbeddedS3Server inMemory(Listener listener) {
    return new EmbeddedS3Server(new TransientNio2BlobStore(), listener, LARGEST_BODY);
  }

  /** What the server throws is undeclared; what it means here is that it does not run. */
  @SuppressWarnings("IllegalCatch")
  private void start() {
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException("the embedded S3 server does not start: " + e, e);
    }
  }

  /** Where clients find it; buckets are in the path. */
  public URI endpoint() {
    return endpoint;
  }

  /** Creates a bucket, if it is not there. */
  public void createBucket(String name) {
    if (!buckets.containerExists(name)) {
      buckets.createContainer(name);
    }
  }

  /** Stops at once; requests under way are cut off. */
  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the embedded S3 server does not stop: " + e, e);
    }
  }
}
