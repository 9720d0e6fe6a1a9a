package dev.levee.daemon.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A text that is not to be shown. Only {@link #reveal} gives it away. */
public final class Secret {
  private final String value;

  /** Keeps a secret. */
  public Secret(String value) {
    this.value = value;
  }

  /** The secret itself, for the one who has to send it. */
  public String reveal() {
    return value;
  }

  /** Whether the other text is the same, in a time that tells nothing of how much of it is. */
  public boolean matches(String other) {
    return MessageDigest.isEqual(
        value.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && matches(secret.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
