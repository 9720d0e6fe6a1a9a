package dev.levee.sync.catalog.standin;

import java.util.Objects;

/**
 * A principal. There are neither groups nor service principals.
 *
 * @param email what grants and owners name it by; its case matters
 */
public record User(String id, String displayName, String email) {
  public User {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(displayName, "displayName");
    Objects.requireNonNull(email, "email");
  }
}
