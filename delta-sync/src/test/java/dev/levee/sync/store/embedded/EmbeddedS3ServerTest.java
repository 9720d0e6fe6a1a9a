package dev.levee.sync.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.embedded.EmbeddedS3Server.Listener;
import dev.levee.sync.store.s3.S3Credentials;
import dev.levee.sync.store.s3.S3ObjectStore;
import dev.levee.sync.store.s3.S3StoreSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class EmbeddedS3ServerTest {
  private static final Listener LISTENER = Listener.loopback("key", "the-secret");
  private static final Location OBJECT = Location.parse("s3://bucket/dir/object");
  private static final int SWAPPERS = 16;

  private static S3ObjectStore store(EmbeddedS3Server server) {
    return new S3ObjectStore(
        S3StoreSettings.server(
            server.endpoint(), "us-east-1", new S3Credentials.AccessKey("key", "the-secret")));
  }

  private static S3Client client(EmbeddedS3Server server) {
    return S3Client.builder()
        .endpointOverride(server.endpoint())
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "the-secret")))
        .build();
  }

  @Test
  void whatIsInAFolderOutlivesTheServer(@TempDir Path folder) throws IOException {
    ObjectAttributes before;
    try (EmbeddedS3Server server = EmbeddedS3Server.inFolder(folder, LISTENER);
        S3ObjectStore store = store(server)) {
      server.createBucket("bucket");
      server.createBucket("bucket");
      store.overwrite(
          new NewObject(OBJECT, ObjectBody.of(new byte[] {1}), Map.of("origin", "test")));
      before = store.head(OBJECT).orElseThrow();
    }

    try (EmbeddedS3Server server = EmbeddedS3Server.inFolder(folder, LISTENER);
        S3ObjectStore store = store(server)) {
      assertThat(store.head(OBJECT)).contains(before);
      Listing listing =
          new Listing(store, ListRequest.everythingBelow(Location.parse("s3://bucket/")));
      assertThat(listing.next().location()).isEqualTo(OBJECT);
      assertThat(listing.hasNext()).isFalse();
    }
  }

  @Test
  void filesThatWerePlacedInTheFolderAreObjectsToo(@TempDir Path folder) throws IOException {
    byte[] bytes = {1, 2, 3};
    Files.createDirectories(folder.resolve("bucket/dir"));
    Files.write(folder.resolve("bucket/dir/object"), bytes);
    try (EmbeddedS3Server server = EmbeddedS3Server.inFolder(folder, LISTENER);
        S3ObjectStore store = store(server)) {
      String md5 = ObjectBody.of(bytes).md5();
      Listing listing =
          new Listing(store, ListRequest.everythingBelow(Location.parse("s3://bucket/")));
      assertThat(listing.next().attributes().etag()).isEqualTo(md5);
      assertThat(store.head(OBJECT).orElseThrow().etag()).isEqualTo(md5);
      assertThat(store.readRange(OBJECT, new ByteRange(0, 3), md5)).isEqualTo(bytes);
    }
  }

  /** As S3A writes them. */
  @Test
  void anEmptyObjectThatStandsForAFolderHasAnETag(@TempDir Path folder) throws IOException {
    for (boolean anew : new boolean[] {true, false}) {
      try (EmbeddedS3Server server = EmbeddedS3Server.inFolder(folder, LISTENER);
          S3ObjectStore store = store(server);
          S3Client client = client(server)) {
        server.createBucket("bucket");
        if (anew) {
          client.putObject(
              request -> request.bucket("bucket").key("dir/"), RequestBody.fromBytes(new byte[0]));
        }
        Listing listing =
            new Listing(store, ListRequest.everythingBelow(Location.parse("s3://bucket/")));
        ObjectEntry entry = listing.next();
        assertThat(entry.location().key()).isEqualTo("dir/");
        assertThat(entry.attributes().etag()).isEqualTo(ObjectBody.of(new byte[0]).md5());
      }
    }
  }

  @Test
  void aFolderMayBeGivenByARelativePath(@TempDir Path folder) throws IOException {
    Path relative = Path.of("").toAbsolutePath().relativize(folder);
    assertThat(relative).isRelative();
    whatIsInAFolderOutlivesTheServer(relative);
  }

  @Test
  void aClientCreatesAndRemovesBuckets() {
    try (EmbeddedS3Server server = EmbeddedS3Server.inMemory(LISTENER);
        S3ObjectStore store = store(server);
        S3Client client = client(server)) {
      client.createBucket(request -> request.bucket("bucket"));
      store.overwrite(NewObject.of(OBJECT, new byte[] {1}));
      store.delete(OBJECT);
      client.deleteBucket(request -> request.bucket("bucket"));
      client.createBucket(request -> request.bucket("bucket"));

      assertThat(
              new Listing(store, ListRequest.everythingBelow(Location.parse("s3://bucket/")))
                  .hasNext())
          .isFalse();
    }
  }

  @Test
  void ofManySwapsOfOneStateExactlyOneSucceeds() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(SWAPPERS);
    try (EmbeddedS3Server server = EmbeddedS3Server.inMemory(LISTENER);
        S3ObjectStore store = store(server);
        S3Client client = client(server)) {
      server.createBucket("bucket");
      for (int round = 0; round < 20; round++) {
        store.overwrite(NewObject.of(OBJECT, ("round " + round).getBytes(StandardCharsets.UTF_8)));
        String state = store.head(OBJECT).orElseThrow().etag();
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> swaps = new ArrayList<>();
        for (int i = 0; i < SWAPPERS; i++) {
          String text = round + " by " + i;
          swaps.add(
              threads.submit(
                  () -> {
                    start.await();
                    return swap(client, state, text);
                  }));
        }
        start.countDown();
        int succeeded = 0;
        for (Future<Boolean> swap : swaps) {
          succeeded += swap.get() ? 1 : 0;
        }
        assertThat(succeeded).isOne();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean swap(S3Client client, String state, String text) {
    try {
      return client
              .putObject(
                  request -> request.bucket("bucket").key("dir/object").ifMatch(state),
                  RequestBody.fromString(text))
              .eTag()
          != null;
    } catch (S3Exception e) {
      assertThat(e.statusCode()).isEqualTo(412);
      return false;
    }
  }

  @Test
  void noSecretIsEverShown() {
    assertThat(LISTENER.toString()).contains("key").doesNotContain("the-secret");
  }
}
