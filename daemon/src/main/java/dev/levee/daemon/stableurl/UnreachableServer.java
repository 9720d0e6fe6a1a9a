package dev.levee.daemon.stableurl;

/** A catalog server gave no answer. */
final class UnreachableServer extends Exception {
  private final int status;

  /**
   * Says why.
   *
   * @param status what a client is told, where nobody else can answer: 502 or 504
   */
  UnreachableServer(int status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  RefusedRequest refusal() {
    return RefusedRequest.of(
        status, status == 504 ? "DEADLINE_EXCEEDED" : "TEMPORARILY_UNAVAILABLE", getMessage());
  }
}
