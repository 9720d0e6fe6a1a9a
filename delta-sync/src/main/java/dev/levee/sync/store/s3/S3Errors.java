package dev.levee.sync.store.s3;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What an S3 store's refusal means to a caller. The error code decides (S3 API, "List of error
 * codes"); where there is none, as in the answer to HEAD, or an unknown one, the HTTP status does.
 */
final class S3Errors {
  private static final Map<String, Kind> BY_CODE =
      Map.ofEntries(
          Map.entry("SlowDown", Kind.THROTTLED),
          Map.entry("ServiceUnavailable", Kind.THROTTLED),
          Map.entry("Throttling", Kind.THROTTLED),
          Map.entry("ThrottlingException", Kind.THROTTLED),
          Map.entry("TooManyRequests", Kind.THROTTLED),
          Map.entry("RequestLimitExceeded", Kind.THROTTLED),
          Map.entry("KMS.ThrottlingException", Kind.THROTTLED),
          Map.entry("InternalError", Kind.TRANSIENT),
          Map.entry("OperationAborted", Kind.TRANSIENT),
          Map.entry("ConditionalRequestConflict", Kind.TRANSIENT),
          Map.entry("RequestTimeout", Kind.TRANSIENT),
          Map.entry("IncompleteBody", Kind.TRANSIENT),
          Map.entry("BadDigest", Kind.TRANSIENT),
          Map.entry("XAmzContentSHA256Mismatch", Kind.TRANSIENT),
          Map.entry("TemporaryRedirect", Kind.TRANSIENT),
          Map.entry("NoSuchKey", Kind.NOT_FOUND),
          Map.entry("NoSuchUpload", Kind.NOT_FOUND),
          Map.entry("NoSuchVersion", Kind.NOT_FOUND),
          Map.entry("NoSuchBucket", Kind.NO_SUCH_BUCKET),
          Map.entry("PreconditionFailed", Kind.CHANGED),
          Map.entry("InvalidObjectState", Kind.ARCHIVED),
          Map.entry("AccessDenied", Kind.ACCESS_DENIED),
          Map.entry("InvalidAccessKeyId", Kind.ACCESS_DENIED),
          Map.entry("SignatureDoesNotMatch", Kind.ACCESS_DENIED),
          Map.entry("ExpiredToken", Kind.ACCESS_DENIED),
          Map.entry("InvalidToken", Kind.ACCESS_DENIED),
          Map.entry("AccountProblem", Kind.ACCESS_DENIED),
          Map.entry("AllAccessDisabled", Kind.ACCESS_DENIED),
          Map.entry("KMS.DisabledException", Kind.ACCESS_DENIED),
          Map.entry("KMS.NotFoundException", Kind.ACCESS_DENIED),
          Map.entry("KMS.KMSInvalidStateException", Kind.ACCESS_DENIED),
          Map.entry("KMS.InvalidKeyUsageException", Kind.ACCESS_DENIED),
          Map.entry("NotImplemented", Kind.UNSUPPORTED),
          Map.entry("MethodNotAllowed", Kind.UNSUPPORTED),
          Map.entry("RequestTimeTooSkewed", Kind.INVALID),
          Map.entry("PermanentRedirect", Kind.INVALID),
          Map.entry("AuthorizationHeaderMalformed", Kind.INVALID),
          Map.entry("IllegalLocationConstraintException", Kind.INVALID));

  private static final String ANOTHER_REGION =
      "the bucket is in another region: set the store's region and endpoint to the bucket's";
  private static final String OTHER_CREDENTIALS = "check the access key and its secret";
  private static final String KEY_OF_BUCKET = "check the bucket's KMS key and who may use it";

  private static final String OWN_CERTIFICATE =
      "where the store's certificate is not signed by an authority that Java knows, name a trust"
          + " store that has its own: JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE";

  private static final Map<String, String> REMEDIES =
      Map.ofEntries(
          Map.entry("RequestTimeTooSkewed", "the clocks differ: set this machine's clock (NTP)"),
          Map.entry("PermanentRedirect", ANOTHER_REGION),
          Map.entry("AuthorizationHeaderMalformed", ANOTHER_REGION),
          Map.entry("IllegalLocationConstraintException", ANOTHER_REGION),
          Map.entry("InvalidAccessKeyId", OTHER_CREDENTIALS),
          Map.entry("SignatureDoesNotMatch", OTHER_CREDENTIALS),
          Map.entry("ExpiredToken", "the session has ended: renew its token"),
          Map.entry("InvalidObjectState", "restore the object from its archive tier"),
          Map.entry("KMS.DisabledException", KEY_OF_BUCKET),
          Map.entry("KMS.NotFoundException", KEY_OF_BUCKET),
          Map.entry("KMS.KMSInvalidStateException", KEY_OF_BUCKET));

  private S3Errors() {}

  /** What a status and an error code mean; the code may be empty. */
  static Kind kind(int status, String code) {
    return Optional.ofNullable(BY_CODE.get(code)).orElseGet(() -> kind(status));
  }

  private static Kind kind(int status) {
    return switch (status) {
      case 401, 403 -> Kind.ACCESS_DENIED;
      case 404, 410 -> Kind.NOT_FOUND;
      case 405, 501 -> Kind.UNSUPPORTED;
      case 408, 409, 425 -> Kind.TRANSIENT;
      case 412 -> Kind.CHANGED;
      case 429, 503 -> Kind.THROTTLED;
      default -> status >= 300 && status < 500 && status != 307 ? Kind.INVALID : Kind.TRANSIENT;
    };
  }

  /** The failure of an operation, with the store's own words and the remedy if one is known. */
  static StoreException of(String operation, Location location, SdkException failure) {
    if (failure instanceof S3Exception answer) {
      String code = code(answer);
      String remedy = Optional.ofNullable(REMEDIES.get(code)).map(r -> "; " + r).orElse("");
      String text = "%s %s: %s%s".formatted(operation, location, words(answer, code), remedy);
      return new StoreException(kind(answer.statusCode(), code), text, failure);
    }
    String remedy = isOfTls(failure) ? "; " + OWN_CERTIFICATE : "";
    String text = "%s %s: %s%s".formatted(operation, location, failure.getMessage(), remedy);
    return new StoreException(Kind.TRANSIENT, text, failure);
  }

  private static boolean isOfTls(Throwable failure) {
    return failure instanceof SSLHandshakeException
        || (failure.getCause() != null && isOfTls(failure.getCause()));
  }

  /**
   * An answer in XML that ends early: the SDK (2.56) neither wraps this nor repeats the request.
   */
  static StoreException brokenOff(
      String operation, Location location, UncheckedIOException failure) {
    String text =
        "%s %s: the answer broke off: %s".formatted(operation, location, failure.getMessage());
    return new StoreException(Kind.TRANSIENT, text, failure);
  }

  private static String words(S3Exception answer, String code) {
    String id = answer.requestId() == null ? "" : ", request " + answer.requestId();
    String message =
        Optional.ofNullable(answer.awsErrorDetails())
            .map(AwsErrorDetails::errorMessage)
            .map(m -> " (" + m + ")")
            .orElse("");
    return (answer.statusCode() + " " + code).strip() + message + id;
  }

  private static String code(S3Exception answer) {
    return Optional.ofNullable(answer.awsErrorDetails()).map(AwsErrorDetails::errorCode).orElse("");
  }
}
