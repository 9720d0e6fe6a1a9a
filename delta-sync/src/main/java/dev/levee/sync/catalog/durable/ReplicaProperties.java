package dev.levee.sync.catalog.durable;

import dev.levee.sync.store.hadoop.table.TableState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What a version says of itself, in the properties of the tables.
 *
 * @param epoch the group's epoch
 * @param primary the region whose catalog it is a replica of
 * @param assets how many assets it holds
 * @param writtenAt when it was written
 * @param grantsVersion the version of the table {@code grants} that belongs to it
 */
record ReplicaProperties(
    long epoch, String primary, int assets, Instant writtenAt, long grantsVersion) {
  private static final String FORMAT = "levee.format";
  private static final String EPOCH = "levee.epoch";
  private static final String PRIMARY = "levee.primary_region";
  private static final String ASSETS = "levee.assets";
  private static final String WRITTEN_AT = "levee.written_at";
  private static final String GRANTS_VERSION = "levee.grants_version";

  /**
   * All properties of a version.
   *
   * @param retention how long an overtaken version is kept. The log keeps its own for twice as
   *     long: it counts from when a version was written, not from when it was overtaken.
   */
  Map<String, String> toMap(Duration retention) {
    String interval = "interval %d hours".formatted(Math.max(1, retention.toHours() * 2));
    return Map.of(
        FORMAT,
        Integer.toString(AssetCodec.FORMAT),
        EPOCH,
        Long.toString(epoch),
        PRIMARY,
        primary,
        ASSETS,
        Integer.toString(assets),
        WRITTEN_AT,
        writtenAt.toString(),
        GRANTS_VERSION,
        Long.toString(grantsVersion),
        "delta.logRetentionDuration",
        interval,
        "delta.deletedFileRetentionDuration",
        interval);
  }

  static ReplicaProperties of(TableState state) {
    Map<String, String> properties = state.properties();
    if (number(properties, FORMAT) != AssetCodec.FORMAT) {
      throw JsonFields.unreadable(
          "version %d has format %d, and this version of Levee knows %d"
              .formatted(state.version(), number(properties, FORMAT), AssetCodec.FORMAT));
    }
    return new ReplicaProperties(
        number(properties, EPOCH),
        properties.getOrDefault(PRIMARY, ""),
        Math.toIntExact(number(properties, ASSETS)),
        AssetCodec.time(properties.getOrDefault(WRITTEN_AT, "")),
        number(properties, GRANTS_VERSION));
  }

  private static long number(Map<String, String> properties, String name) {
    String text = properties.getOrDefault(name, "");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw JsonFields.unreadable("the property " + name + " is no number: '" + text + "'");
    }
  }
}
