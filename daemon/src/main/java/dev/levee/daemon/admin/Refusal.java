package dev.levee.daemon.admin;

/** A request that is not done, and how that is answered. */
final class Refusal extends RuntimeException {
  private final int status;
  private final String code;

  /**
   * A refusal.
   *
   * @param status the HTTP status
   * @param code for programs
   * @param message for people, in one line
   */
  Refusal(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
