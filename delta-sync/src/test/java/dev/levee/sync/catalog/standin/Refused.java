package dev.levee.sync.catalog.standin;

/** A request that is answered with an error. */
final class Refused extends RuntimeException {
  private final ErrorCode code;

  Refused(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  static Refused invalid(String message) {
    return new Refused(ErrorCode.INVALID_ARGUMENT, message);
  }

  static Refused denied() {
    return new Refused(ErrorCode.PERMISSION_DENIED, "Access denied.");
  }

  /** What the server does not check, and its database or its code trips over. */
  static Refused internal(String message) {
    return new Refused(ErrorCode.INTERNAL, message);
  }

  ErrorCode code() {
    return code;
  }
}
