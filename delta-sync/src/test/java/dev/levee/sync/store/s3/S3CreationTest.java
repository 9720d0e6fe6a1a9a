package dev.levee.sync.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.MultipartUpload;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import dev.levee.sync.store.s3.ScriptedServer.Answer;
import dev.levee.sync.store.s3.ScriptedServer.Request;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire when an object is created, and what comes of each answer. */
class S3CreationTest {
  private static final Location KEY = Location.parse("s3://bucket/dir/key");
  private static final NewObject OBJECT = NewObject.of(KEY, new byte[] {1, 2, 3});

  @Test
  void creatingIsOnePlainRequestWithItsChecksum() throws IOException {
    try (ScriptedServer server = new ScriptedServer(Answer.object("\"abc\"", ""));
        S3ObjectStore store = server.store()) {
      assertThat(store.createExclusive(OBJECT)).isEqualTo(new CreateOutcome.Created("abc"));

      Request request = server.requests().get(0);
      assertThat(request.method()).isEqualTo("PUT");
      assertThat(request.uri().getPath()).isEqualTo("/bucket/dir/key");
      assertThat(request.header("If-None-Match")).contains("*");
      assertThat(request.header("Content-MD5")).contains("Uonfc331cyb83SJZevsfrA==");
      assertThat(request.header("Content-Encoding")).isEmpty();
      assertThat(request.header("Expect")).isEmpty();
      assertThat(request.headers().keySet())
          .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("checksum"))
          .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("trailer"));
      assertThat(request.bodyLength()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "500, InternalError",
    "503, SlowDown",
    "409, ConditionalRequestConflict",
    "400, RequestTimeout",
    "404, NoSuchKey",
    "0, ''"
  })
  void aCreationWithoutAClearAnswerIsUnknownAndNotRepeated(int status, String code)
      throws IOException {
    try (ScriptedServer server = new ScriptedServer(Answer.error(status, code));
        S3ObjectStore store = server.store()) {
      assertThat(store.createExclusive(OBJECT)).isInstanceOf(CreateOutcome.Unknown.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aCreationAnsweredWithoutETagIsUnknown() throws IOException {
    try (ScriptedServer server = new ScriptedServer(Answer.of(200, "<html/>"));
        S3ObjectStore store = server.store()) {
      assertThat(store.createExclusive(OBJECT)).isInstanceOf(CreateOutcome.Unknown.class);
    }
  }

  @Test
  void only412SaysThatANameIsTaken() throws IOException {
    try (ScriptedServer server = new ScriptedServer(Answer.error(412, "PreconditionFailed"));
        S3ObjectStore store = server.store()) {
      assertThat(store.createExclusive(OBJECT)).isEqualTo(new CreateOutcome.Exists());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied, ACCESS_DENIED",
    "404, NoSuchBucket, NO_SUCH_BUCKET",
    "400, InvalidArgument, INVALID",
    "501, NotImplemented, UNSUPPORTED"
  })
  void aRefusedCreationIsAnException(int status, String code, Kind kind) throws IOException {
    try (ScriptedServer server = new ScriptedServer(Answer.error(status, code));
        S3ObjectStore store = server.store()) {
      assertFails(kind, () -> store.createExclusive(OBJECT));
    }
  }

  @Test
  void completingIsNotRepeatedAndALostAnswerIsUnknown() throws IOException {
    Answer begun =
        Answer.of(
            200,
            "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>");
    try (ScriptedServer server =
            new ScriptedServer(begun, Answer.object("\"p\"", ""), Answer.reset());
        S3ObjectStore store = server.store()) {
      MultipartUpload upload = store.beginUpload(KEY, Map.of());
      upload.uploadPart(1, ObjectBody.of(new byte[] {1}));
      assertThat(upload.complete()).isInstanceOf(CreateOutcome.Unknown.class);
      assertThat(server.requests()).hasSize(3);
      assertThat(server.requests().get(2).header("If-None-Match")).contains("*");
    }
  }

  @Test
  void anErrorInsideACompletionIsUnknown() throws IOException {
    Answer begun =
        Answer.of(
            200,
            "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>");
    try (ScriptedServer server =
            new ScriptedServer(
                begun, Answer.object("\"p\"", ""), Answer.error(200, "InternalError"));
        S3ObjectStore store = server.store()) {
      MultipartUpload upload = store.beginUpload(KEY, Map.of());
      upload.uploadPart(1, ObjectBody.of(new byte[] {1}));
      assertThat(upload.complete()).isInstanceOf(CreateOutcome.Unknown.class);
    }
  }

  private static void assertFails(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }
}
