package dev.levee.daemon.notification;

import dev.levee.sync.model.Location;
import java.util.List;
import java.util.Optional;

/**
 * What a store, or a service between, says has happened.
 *
 * @param created the new objects, in the order of the notification
 * @param others how many records tell of something else, or of nothing that can be understood
 * @param remark what the sender should be told; empty where all is as it should be
 */
public record Notification(List<Location> created, int others, Optional<String> remark) {
  /** Copies the list. */
  public Notification {
    created = List.copyOf(created);
  }

  static Notification of(String remark) {
    return new Notification(List.of(), 1, Optional.of(remark));
  }
}
