package dev.levee.daemon.config;

import dev.levee.sync.engine.ReplicationSettings;
import dev.levee.sync.engine.ReplicationSettings.History;
import dev.levee.sync.engine.ReplicationSettings.OnRecreated;
import dev.levee.sync.sweep.DeletePolicy;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code replication}. */
final class ReplicationReader {
  private static final Duration LONGEST = Duration.ofDays(1);

  private final ConfigMapping mapping;

  private ReplicationReader(ConfigMapping mapping) {
    this.mapping = mapping;
  }

  /** The settings; a value that cannot be read is reported and counts as its default. */
  static Optional<ReplicationSettings> read(ConfigValue value) {
    return value.mapping().flatMap(mapping -> new ReplicationReader(mapping).settings(value));
  }

  private Optional<ReplicationSettings> settings(ConfigValue self) {
    ReplicationSettings standard = ReplicationSettings.defaults();
    Duration poll = positive("poll_interval", standard.pollInterval());
    Duration rpo = positive("rpo_target", standard.rpoTarget());
    Duration discovery = positive("discovery_interval", standard.discoveryInterval());
    History history =
        mapping
            .optional("history")
            .flatMap(v -> v.as(ReplicationReader::history, "write full or snapshot"))
            .orElse(standard.history());
    OnRecreated onRecreated =
        mapping
            .optional("on_recreated")
            .flatMap(v -> v.as(ReplicationReader::onRecreated, "write hold or replace"))
            .orElse(standard.onRecreated());
    Duration leaseTtl = positive("lease_ttl", standard.leaseTtl());
    Duration quiescence =
        mapping
            .optional("quiescence")
            .flatMap(v -> v.as(ReplicationReader::atMostADay, "write it like 2s"))
            .orElse(standard.quiescence());
    Optional<DeletePolicy> deletes = mapping.optional("deletes").flatMap(DeletesReader::read);
    mapping.noOthers();
    if (rpo.compareTo(poll) < 0) {
      mapping
          .optional("rpo_target")
          .or(() -> mapping.optional("poll_interval"))
          .orElse(self)
          .problem("rpo_target is shorter than poll_interval", "poll more often, or expect less");
      return Optional.empty();
    }
    return Optional.of(
        new ReplicationSettings(
            poll, rpo, discovery, history, onRecreated, leaseTtl, quiescence, deletes));
  }

  private Duration positive(String key, Duration standard) {
    return mapping
        .optional(key)
        .flatMap(v -> v.as(ReplicationReader::positive, "write it like 500ms, 1s or 2m"))
        .orElse(standard);
  }

  private static Duration positive(String text) {
    Duration duration = atMostADay(text);
    if (duration.isZero()) {
      throw new IllegalArgumentException("'" + text + "' is zero");
    }
    return duration;
  }

  private static Duration atMostADay(String text) {
    Duration duration = Quantities.duration(text);
    if (duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("'" + text + "' is longer than a day");
    }
    return duration;
  }

  private static History history(String text) {
    return switch (text) {
      case "full" -> History.FULL;
      case "snapshot" -> History.SNAPSHOT;
      default -> throw new IllegalArgumentException("'" + text + "' is no history");
    };
  }

  private static OnRecreated onRecreated(String text) {
    return switch (text) {
      case "hold" -> OnRecreated.HOLD;
      case "replace" -> OnRecreated.REPLACE;
      default -> throw new IllegalArgumentException("'" + text + "' is no policy");
    };
  }
}
