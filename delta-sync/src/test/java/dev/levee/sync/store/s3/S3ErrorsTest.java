package dev.levee.sync.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3ErrorsTest {
  private static final Location LOCATION = Location.parse("s3://bucket/key");

  @ParameterizedTest
  @CsvSource({
    "503, SlowDown,                      THROTTLED",
    "503, ServiceUnavailable,            THROTTLED",
    "503, '',                            THROTTLED",
    "429, '',                            THROTTLED",
    "400, RequestLimitExceeded,          THROTTLED",
    "400, KMS.ThrottlingException,       THROTTLED",
    "500, InternalError,                 TRANSIENT",
    "200, InternalError,                 TRANSIENT",
    "500, '',                            TRANSIENT",
    "502, '',                            TRANSIENT",
    "504, '',                            TRANSIENT",
    "400, RequestTimeout,                TRANSIENT",
    "400, IncompleteBody,                TRANSIENT",
    "400, BadDigest,                     TRANSIENT",
    "400, XAmzContentSHA256Mismatch,     TRANSIENT",
    "409, ConditionalRequestConflict,    TRANSIENT",
    "409, OperationAborted,              TRANSIENT",
    "307, TemporaryRedirect,             TRANSIENT",
    "404, NoSuchKey,                     NOT_FOUND",
    "404, '',                            NOT_FOUND",
    "404, NoSuchUpload,                  NOT_FOUND",
    "404, NoSuchBucket,                  NO_SUCH_BUCKET",
    "412, PreconditionFailed,            CHANGED",
    "412, '',                            CHANGED",
    "403, InvalidObjectState,            ARCHIVED",
    "403, AccessDenied,                  ACCESS_DENIED",
    "403, '',                            ACCESS_DENIED",
    "401, '',                            ACCESS_DENIED",
    "403, SignatureDoesNotMatch,         ACCESS_DENIED",
    "403, InvalidAccessKeyId,            ACCESS_DENIED",
    "400, ExpiredToken,                  ACCESS_DENIED",
    "400, KMS.DisabledException,         ACCESS_DENIED",
    "400, KMS.NotFoundException,         ACCESS_DENIED",
    "400, KMS.KMSInvalidStateException,  ACCESS_DENIED",
    "501, NotImplemented,                UNSUPPORTED",
    "501, '',                            UNSUPPORTED",
    "405, MethodNotAllowed,              UNSUPPORTED",
    "403, RequestTimeTooSkewed,          INVALID",
    "301, PermanentRedirect,             INVALID",
    "400, AuthorizationHeaderMalformed,  INVALID",
    "400, KeyTooLongError,               INVALID",
    "400, InvalidBucketName,             INVALID",
    "400, EntityTooLarge,                INVALID",
    "400, InvalidArgument,               INVALID",
    "416, InvalidRange,                  INVALID",
    "400, '',                            INVALID",
    "400, SomethingNew,                  INVALID"
  })
  void everyAnswerHasAMeaning(int status, String code, Kind kind) {
    assertThat(S3Errors.kind(status, code)).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "403, RequestTimeTooSkewed,  clock",
    "301, PermanentRedirect,     region",
    "403, SignatureDoesNotMatch, secret",
    "403, InvalidObjectState,    archive",
    "400, KMS.DisabledException, KMS key"
  })
  void whatAPersonCanDoIsSaid(int status, String code, String remedy) {
    assertThat(S3Errors.of("GET", LOCATION, answer(status, code)))
        .hasMessageContaining("GET s3://bucket/key: " + status + " " + code)
        .hasMessageContaining("in the store's words")
        .hasMessageContaining(remedy);
  }

  @Test
  void withoutAnAnswerItMayPass() {
    StoreException failure =
        S3Errors.of("GET", LOCATION, SdkClientException.create("connection reset"));

    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(failure).hasMessageContaining("connection reset");
  }

  private static S3Exception answer(int status, String code) {
    AwsErrorDetails details =
        AwsErrorDetails.builder().errorCode(code).errorMessage("in the store's words").build();
    return (S3Exception) S3Exception.builder().statusCode(status).awsErrorDetails(details).build();
  }
}
