package dev.levee.daemon.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * A group's stable URL as the admin port shows it.
 *
 * @param group whose it is
 * @param url where clients find it
 * @param effectivePrimaryRegion the region that it leads to
 * @param target that region's catalog server; null where it has none
 * @param serving who answers, by what the last request came upon
 * @param inFlight how many requests are under way
 */
public record StableUrlReport(
    String group,
    String url,
    String effectivePrimaryRegion,
    Optional<String> target,
    Serving serving,
    int inFlight) {
  /** Who answers. */
  public enum Serving {
    /** The primary's catalog server. */
    @JsonProperty("primary")
    PRIMARY,
    /** The catalog replica: what can be read of it. */
    @JsonProperty("replica")
    REPLICA,
    /** Nobody: there is no server that answers, and no replica that callers may read. */
    @JsonProperty("nobody")
    NOBODY
  }

  /** All of a daemon. */
  public record StableUrls(List<StableUrlReport> stableUrls) {}
}
