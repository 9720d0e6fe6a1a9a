package dev.levee.bench.running;

import dev.levee.bench.Bucket;
import dev.levee.sync.engine.ReplicationSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * What the measured Levee replicates: every table below a prefix of the primary.
 *
 * @param prefix of all keys, in either bucket, ending with {@code /}
 * @param poll its poll interval; empty for Levee's default
 * @param rpo its target for the replication point; empty for Levee's default
 */
public record Replication(
    Bucket primary,
    Bucket secondary,
    String prefix,
    Optional<Duration> poll,
    Optional<Duration> rpo) {
  /** The key prefix of the tables in the primary. */
  public String data() {
    return prefix + "data/";
  }

  /** The key prefix of the tables in the secondary. */
  public String replica() {
    return prefix + "replica/";
  }

  /** The key prefix of what Levee keeps of its own, in either bucket. */
  String control() {
    return prefix + "control/";
  }

  /** The same, with tables polled at this pace, and as long allowed for the replication point. */
  public Replication polling(Duration interval) {
    return new Replication(
        primary, secondary, prefix, Optional.of(interval), Optional.of(interval));
  }

  /** Levee's defaults but for what is given here. */
  public ReplicationSettings settings() {
    ReplicationSettings defaults = ReplicationSettings.defaults();
    return new ReplicationSettings(
        poll.orElse(defaults.pollInterval()),
        rpo.orElse(defaults.rpoTarget()),
        defaults.discoveryInterval(),
        defaults.history(),
        defaults.onRecreated(),
        defaults.leaseTtl(),
        defaults.quiescence(),
        defaults.deletes());
  }
}
