package dev.levee.daemon.stableurl;

import dev.levee.daemon.catalog.CatalogAnswer;

/** A request that is answered with an error of Levee's own. */
final class RefusedRequest extends RuntimeException {
  private final CatalogAnswer answer;
  private final boolean retryLater;

  private RefusedRequest(CatalogAnswer answer, boolean retryLater) {
    super(answer.body().path("message").asText());
    this.answer = answer;
    this.retryLater = retryLater;
  }

  /** It makes no sense to send the same again. */
  static RefusedRequest of(int status, String errorCode, String message) {
    return new RefusedRequest(CatalogAnswer.error(status, errorCode, message), false);
  }

  /** It may go soon. */
  static RefusedRequest forNow(int status, String message) {
    return new RefusedRequest(
        CatalogAnswer.error(status, "TEMPORARILY_UNAVAILABLE", message), true);
  }

  CatalogAnswer answer() {
    return answer;
  }

  /** Whether the client is told when to try again. */
  boolean retryLater() {
    return retryLater;
  }

  /** Whether somebody was asked and could not answer. */
  boolean isFailure() {
    return answer.status() == 502 || answer.status() == 504;
  }
}
