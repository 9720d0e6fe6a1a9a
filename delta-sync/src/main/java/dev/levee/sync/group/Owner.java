package dev.levee.sync.group;

import static java.util.Objects.requireNonNull;

/**
 * A daemon that works on a group.
 *
 * @param id random, another one at each start: host names and process numbers come again
 * @param label host and process, for people
 * @param process identifies the operating system's process so far that another daemon on the same
 *     machine can prove its death; empty where that cannot be told
 */
public record Owner(String id, String label, String process) {
  /** Checks that the parts are there. */
  public Owner {
    if (requireNonNull(id, "id").isEmpty()) {
      throw new IllegalArgumentException("an owner's id is not empty");
    }
    requireNonNull(label, "label");
    requireNonNull(process, "process");
  }
}
