package dev.levee.sync.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.s3.S3Credentials;
import dev.levee.sync.store.s3.S3ObjectStore;
import dev.levee.sync.store.s3.S3StoreSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is promised of S3 stores beyond what every store promises. */
abstract class S3StoreContract extends ObjectStoreContract {
  private static final int S3_PAGE_SIZE = 1000;

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
  void serversAreComparedByEndpointAndIdentityWithoutSecrets() {
    S3StoreSettings settings = environment().settings();

    assertThat(store().traits().service())
        .isEqualTo(
            "s3|" + settings.endpoint().orElseThrow() + "|" + settings.credentials().identity());
    assertThat(settings.toString()).doesNotContain("secret-of");
  }
}
