package dev.levee.daemon;

import dev.levee.daemon.config.LeveeConfig;
import java.util.List;

/** Tries out on the real stores what replication relies on. */
public interface StoreProbe {
  /**
   * What was tried, and how it went.
   *
   * @param subject what it is about, such as a region's name
   * @param passed whether replication can rely on it
   * @param detail what was seen, and what to do when it did not pass; in one line
   */
  record Finding(String subject, boolean passed, String detail) {}

  /** Tries everything; leaves nothing behind in the stores. Never throws for what a store does. */
  List<Finding> probe(LeveeConfig config);
}
