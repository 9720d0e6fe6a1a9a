package dev.levee.daemon.notification;

/** A notification that cannot be understood; the message says why, and what to do. */
public final class NotificationException extends Exception {
  NotificationException(String message) {
    super(message);
  }
}
