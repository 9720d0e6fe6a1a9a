package dev.levee.sync.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.s3.S3Credentials;
import dev.levee.sync.store.s3.S3ObjectStore;
import dev.levee.sync.store.s3.S3StoreSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is promised of S3 stores beyond what every store promises. */
abstract class S3StoreContract extends ObjectStoreContract {
  private static final int S3_PAGE_SIZE = 1000;
  private static final int LARGE = 3 << 20;

  abstract S3Environment environment();

  @Override
  public ObjectStore store() {
    return environment().store();
  }

  @Override
  Location base() {
    return environment().base();
  }

  @Override
  public int pageSize() {
    return S3_PAGE_SIZE;
  }

  @Test
  void wrongCredentialsAreDenied() {
    URI endpoint = environment().settings().endpoint().orElseThrow();
    List<S3Credentials> wrong =
        List.of(
            new S3Credentials.AccessKey(
                environment().settings().credentials().identity(), "not-the-secret"),
            new S3Credentials.AccessKey("nobody", "not-the-secret"));
    create("object", "text");
    for (S3Credentials credentials : wrong) {
      try (ObjectStore store =
          new S3ObjectStore(S3StoreSettings.server(endpoint, S3Environment.REGION, credentials))) {
        for (ThrowingCallable call : calls(store, at("object"))) {
          assertThatThrownBy(call)
              .isInstanceOfSatisfying(StoreException.class, ContractAssertions::isAccessDenied);
        }
        assertThatThrownBy(() -> store.head(at("object")))
            .isInstanceOfSatisfying(StoreException.class, ContractAssertions::isAccessDenied);
      }
    }
    assertThat(keys(ListRequest.everythingBelow(root()))).containsExactly("object");
  }

  @Test
  void aMissingBucketIsNamed() {
    Location missing = new Location("s3", "levee-no-such-bucket", "a/object");

    for (ThrowingCallable call : calls(store(), missing)) {
      assertThatThrownBy(call)
          .hasMessageContaining("levee-no-such-bucket")
          .isInstanceOfSatisfying(StoreException.class, ContractAssertions::isNoSuchBucket);
    }
  }

  private static List<ThrowingCallable> calls(ObjectStore store, Location location) {
    return List.of(
        () -> store.list(ListRequest.everythingBelow(location)),
        () -> store.open(location),
        () -> store.createExclusive(NewObject.of(location, new byte[] {1})),
        () -> store.overwrite(NewObject.of(location, new byte[] {1})),
        () -> store.beginUpload(location, Map.of()));
  }

  @Test
  void aStreamIsABodyToo() {
    byte[] bytes = StoreUnderTest.bytes(6, LARGE);

    ContractAssertions.isCreated(createStream(new ByteArrayInputStream(bytes), bytes));

    assertThat(store().head(at("streamed")).orElseThrow().etag())
        .isEqualTo(ObjectBody.of(bytes).md5());
    ContractAssertions.isExists(createStream(new ByteArrayInputStream(bytes), bytes));
  }

  @Test
  void aStreamOfOtherBytesThanItsMd5SaysCreatesNothing() {
    byte[] bytes = StoreUnderTest.bytes(6, LARGE);
    byte[] others = StoreUnderTest.bytes(7, LARGE);

    assertThat(createStream(new ByteArrayInputStream(others), bytes))
        .isInstanceOf(CreateOutcome.Unknown.class);

    assertThat(store().head(at("streamed"))).isEmpty();
    ContractAssertions.isCreated(createStream(new ByteArrayInputStream(bytes), bytes));
  }

  @Test
  void aStreamThatBreaksOffCreatesNothing() throws IOException {
    byte[] bytes = StoreUnderTest.bytes(6, LARGE);
    InputStream gone = InputStream.nullInputStream();
    gone.close();
    InputStream half = new SequenceInputStream(new ByteArrayInputStream(bytes, 0, LARGE / 2), gone);

    assertThat(createStream(half, bytes)).isInstanceOf(CreateOutcome.Unknown.class);

    assertThat(store().head(at("streamed"))).isEmpty();
    ContractAssertions.isCreated(createStream(new ByteArrayInputStream(bytes), bytes));
  }

  private CreateOutcome createStream(InputStream stream, byte[] wanted) {
    ObjectBody body = ObjectBody.once(stream, wanted.length, ObjectBody.of(wanted).md5());
    return store().createExclusive(new NewObject(at("streamed"), body, Map.of()));
  }

  @Test
  void serversAreComparedByEndpointAndIdentityWithoutSecrets() {
    S3StoreSettings settings = environment().settings();

    assertThat(store().traits().service())
        .isEqualTo(
            "s3|" + settings.endpoint().orElseThrow() + "|" + settings.credentials().identity());
    assertThat(settings.toString()).doesNotContain("secret-of");
  }
}
