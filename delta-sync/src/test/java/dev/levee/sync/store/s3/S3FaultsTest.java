package dev.levee.sync.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import dev.levee.sync.store.s3.ScriptedServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes of wrong answers when reading, listing and replacing. */
class S3FaultsTest {
  private static final Location KEY = Location.parse("s3://bucket/dir/key");
  private static final NewObject OBJECT = NewObject.of(KEY, new byte[] {1, 2, 3});
  private static final ListRequest LIST =
      ListRequest.everythingBelow(Location.parse("s3://bucket/"));
  private static final Duration SILENCE = Duration.ofMillis(300);

  @Test
  void otherCallsAreRepeatedAfterAPassingFault() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                Answer.error(500, "InternalError"), Answer.reset(), Answer.object("\"a\"", ""));
        S3ObjectStore store = server.store()) {
      store.overwrite(OBJECT);

      assertThat(server.requests()).hasSize(3);
      assertThat(server.requests()).allMatch(request -> request.bodyLength() == 3);
    }
  }

  @Test
  void aFaultThatLastsEndsTheRepeating() throws IOException {
    try (ScriptedServer server = new ScriptedServer(Answer.error(503, "SlowDown"));
        S3ObjectStore store = server.store()) {
      assertFails(Kind.THROTTLED, () -> store.head(KEY));
      assertFails(Kind.THROTTLED, () -> store.overwrite(OBJECT));
    }
  }

  @Test
  void aRangeThatIsCutShortIsNeverReturned() throws IOException {
    try (ScriptedServer server = new ScriptedServer(Answer.object("\"a\"", "12345").cutShortBy(5));
        S3ObjectStore store = server.store()) {
      assertFails(Kind.TRANSIENT, () -> store.readRange(KEY, new ByteRange(0, 10), "a"));
    }
  }

  @Test
  void aRangeThatIsCutShortOnceIsReadAgain() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                Answer.object("\"a\"", "12345").cutShortBy(5),
                Answer.object("\"a\"", "1234567890"));
        S3ObjectStore store = server.store()) {
      assertThat(store.readRange(KEY, new ByteRange(0, 10), "a")).hasSize(10);
    }
  }

  @Test
  void aStoreThatIgnoresTheConditionIsFoundOut() throws IOException {
    try (ScriptedServer server = new ScriptedServer(Answer.object("\"b\"", "1234567890"));
        S3ObjectStore store = server.store()) {
      assertFails(Kind.CHANGED, () -> store.readRange(KEY, new ByteRange(0, 10), "a"));
      assertThat(server.requests().get(0).header("If-Match")).contains("\"a\"");
      assertThat(server.requests().get(0).header("Range")).contains("bytes=0-9");
    }
  }

  @Test
  void aStreamThatIsCutShortFails() throws IOException {
    try (ScriptedServer server = new ScriptedServer(Answer.object("\"a\"", "12345").cutShortBy(5));
        S3ObjectStore store = server.store();
        ObjectContent content = store.open(KEY).orElseThrow()) {
      assertThat(content.attributes().size()).isEqualTo(10);
      assertFails(Kind.TRANSIENT, content::readAll);
    }
  }

  @Test
  void etagsWithoutQuotesAreTaken() throws IOException {
    try (ScriptedServer server = new ScriptedServer(Answer.object("abc-2", "text"));
        S3ObjectStore store = server.store();
        ObjectContent content = store.open(KEY).orElseThrow()) {
      assertThat(content.attributes().etag()).isEqualTo("abc-2");
    }
  }

  @Test
  void anErrorInsideASuccessIsAnError() throws IOException {
    try (ScriptedServer server = new ScriptedServer(Answer.error(200, "InternalError"));
        S3ObjectStore store = server.store()) {
      assertFails(Kind.TRANSIENT, () -> store.copyWithin(KEY, "a", KEY.resolve("b"), Map.of()));
    }
  }

  @Test
  void aCopyWithinTheStoreIsOneRequest() throws IOException {
    String result =
        "<?xml version='1.0'?><CopyObjectResult xmlns='http://s3.amazonaws.com/doc/2006-03-01/'>"
            + "<LastModified>2026-11-21T00:00:00Z</LastModified><ETag>&quot;abc&quot;</ETag>"
            + "</CopyObjectResult>";
    try (ScriptedServer server = new ScriptedServer(Answer.of(200, result));
        S3ObjectStore store = server.store()) {
      Location from = Location.parse("s3://other/a b/ü+1");

      assertThat(store.copyWithin(from, "x", KEY, Map.of("note", "y"))).isEqualTo("abc");

      assertThat(server.requests()).hasSize(1);
      ScriptedServer.Request copy = server.requests().get(0);
      assertThat(copy.method() + " " + copy.uri()).isEqualTo("PUT /bucket/dir/key");
      assertThat(copy.header("x-amz-copy-source")).contains("/other/a%20b/%C3%BC%2B1");
      assertThat(copy.header("x-amz-copy-source-if-match")).contains("\"x\"");
      assertThat(copy.header("x-amz-metadata-directive")).contains("REPLACE");
      assertThat(copy.header("x-amz-meta-note")).contains("y");
      assertThat(copy.bodyLength()).isZero();
    }
  }

  @Test
  void aCopyThatBreaksOffIsAskedForAgain() throws IOException {
    String result = "<CopyObjectResult><ETag>\"abc\"</ETag></CopyObjectResult>";
    try (ScriptedServer server =
            new ScriptedServer(
                Answer.of(200, result.substring(0, 30)).cutShortBy(result.length() - 30),
                Answer.of(200, result));
        S3ObjectStore store = server.store()) {
      assertThat(store.copyWithin(KEY, "a", KEY.resolve("b"), Map.of())).isEqualTo("abc");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aPageMayBeEmptyAndNotTheLast() throws IOException {
    Answer page =
        Answer.of(
            200,
            "<ListBucketResult><IsTruncated>true</IsTruncated>"
                + "<NextContinuationToken>t+/=</NextContinuationToken></ListBucketResult>");
    try (ScriptedServer server = new ScriptedServer(page);
        S3ObjectStore store = server.store()) {
      ListPage answer = store.list(LIST);
      assertThat(answer.objects()).isEmpty();
      assertThat(answer.continuation()).contains("t+/=");

      ListPage next = store.list(LIST.after("a").continuedAt("t+/="));
      assertThat(next.objects()).isEmpty();
      assertThat(server.requests().get(1).uri().getRawQuery())
          .contains("continuation-token=t%2B%2F%3D")
          .doesNotContain("start-after");
    }
  }

  @Test
  void aPageInAnotherOrderIsSorted() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                Answer.of(
                    200,
                    "<ListBucketResult><IsTruncated>false</IsTruncated>"
                        + entry("b")
                        + entry("a%2Bb")
                        + entry("a")
                        + "<EncodingType>url</EncodingType></ListBucketResult>"));
        S3ObjectStore store = server.store()) {
      assertThat(store.list(LIST).objects())
          .extracting(object -> object.location().key())
          .containsExactly("a", "a+b", "b");
    }
  }

  private static String entry(String key) {
    return "<Contents><Key>"
        + key
        + "</Key><ETag>&quot;e&quot;</ETag><Size>1</Size>"
        + "<LastModified>2026-11-21T00:00:00.000Z</LastModified></Contents>";
  }

  @ParameterizedTest
  @CsvSource({
    "<html><body>log in</body></html>",
    "<html>",
    "''",
    "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>"
  })
  void whatIsNoListingIsNotAnEmptyOne(String body) throws IOException {
    try (ScriptedServer server = new ScriptedServer(Answer.of(200, body));
        S3ObjectStore store = server.store()) {
      assertFails(Kind.TRANSIENT, () -> store.list(LIST));
    }
  }

  @Test
  void aDeadEndpointIsTransientAndACreationThereUnknown() throws IOException {
    try (S3ObjectStore store =
        new S3ObjectStore(
            S3StoreSettings.server(
                deadEndpoint(), "us-east-1", new S3Credentials.AccessKey("key", "secret")))) {
      assertFails(Kind.TRANSIENT, () -> store.head(KEY));
      assertFails(Kind.TRANSIENT, () -> store.list(LIST));
      assertThat(store.createExclusive(OBJECT)).isInstanceOf(CreateOutcome.Unknown.class);
    }
  }

  /** Nobody accepts: what goes there fills the system's buffers, and then waits. */
  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aServerThatTakesNothingMoreFailsTheRequest() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        S3ObjectStore store =
            new S3ObjectStore(
                new S3StoreSettings(
                    Optional.of(URI.create("http://127.0.0.1:" + deaf.getLocalPort())),
                    "us-east-1",
                    new S3Credentials.AccessKey("key", "secret"),
                    true,
                    new S3Connections(8, SILENCE, SILENCE, 3)))) {
      NewObject large = NewObject.of(KEY, new byte[64 << 20]);
      assertThatThrownBy(() -> store.overwrite(large))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT))
          .hasMessageContaining("PUT /bucket/")
          .hasMessageContaining(deaf.getLocalPort() + " takes nothing more of the request");
      assertThat(store.createExclusive(large))
          .isInstanceOfSatisfying(
              CreateOutcome.Unknown.class,
              unknown -> assertThat(unknown.cause()).hasMessageContaining("takes nothing more"));
    }
  }

  private static URI deadEndpoint() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  @Test
  void noSecretIsEverShown() {
    S3Credentials key =
        new S3Credentials.AccessKey("key-id", "the-secret", Optional.of("the-token"));

    assertThat(key.toString()).contains("key-id").doesNotContain("the-secret", "the-token");
    assertThat(S3StoreSettings.amazon("eu-west-1", key).toString())
        .doesNotContain("the-secret", "the-token");
    assertThat(S3StoreSettings.amazon("eu-west-1", key).service()).isEqualTo("s3|aws|key-id");
    assertThat(S3StoreSettings.amazon("cn-north-1", key).service()).isEqualTo("s3|aws-cn|key-id");
  }

  private static void assertFails(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }
}
