package dev.levee.sync.store.testing.proxy;

import java.time.Duration;

/** What goes wrong with one request. */
public sealed interface ProxyFault {
  /** The name that it is counted by. */
  String label();

  /** The server never sees the request. */
  sealed interface Unsent extends ProxyFault {}

  /** The server carries the request out. */
  sealed interface Sent extends ProxyFault {}

  /** The connection is reset before the request is passed on. */
  record ResetBefore() implements Unsent {
    @Override
    public String label() {
      return "reset before";
    }
  }

  /** Nothing comes for as long as the client waits. */
  record Silence() implements Unsent {
    @Override
    public String label() {
      return "silence";
    }
  }

  /**
   * The store refuses, in S3's own form.
   *
   * @param status of HTTP
   * @param code of S3 (S3 API, "List of error codes")
   */
  record Refusal(int status, String code) implements Unsent {
    /** Too many requests, as S3 says it. */
    public static final Refusal SLOW_DOWN = new Refusal(503, "SlowDown");

    /** A fault of the store. */
    public static final Refusal INTERNAL_ERROR = new Refusal(500, "InternalError");

    /** Too many requests, as others say it. */
    public static final Refusal TOO_MANY_REQUESTS = new Refusal(429, "TooManyRequests");

    @Override
    public String label() {
      return Integer.toString(status);
    }
  }

  /** Something in between asks for a login, as a success. */
  record CaptivePage() implements Unsent {
    @Override
    public String label() {
      return "captive page";
    }
  }

  /**
   * The request is passed on late, also when the client has given it up meanwhile.
   *
   * @param by how much later
   */
  record Late(Duration by) implements Sent {
    @Override
    public String label() {
      return "late request";
    }
  }

  /**
   * The answer comes late.
   *
   * @param by how much later
   */
  record SlowAnswer(Duration by) implements Sent {
    @Override
    public String label() {
      return "slow answer";
    }
  }

  /** The connection is reset in place of the answer. */
  record ResetAfter() implements Sent {
    @Override
    public String label() {
      return "reset after";
    }
  }

  /** The connection is closed in an orderly way in place of the answer. */
  record DroppedAnswer() implements Sent {
    @Override
    public String label() {
      return "dropped answer";
    }
  }

  /**
   * The connection ends in the middle of the answer's body.
   *
   * @param bytes how many bytes of it come
   */
  record Truncated(int bytes) implements Sent {
    @Override
    public String label() {
      return "truncated";
    }
  }

  /**
   * The answer announces another length than its body has.
   *
   * @param difference what is added to the true length; the announced one is never below zero
   */
  record WrongLength(int difference) implements Sent {
    @Override
    public String label() {
      return "wrong length";
    }
  }
}
