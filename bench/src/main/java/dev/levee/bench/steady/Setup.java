package dev.levee.bench.steady;

import dev.levee.bench.Machine;
import dev.levee.bench.PlainS3;
import dev.levee.bench.Servers;
import dev.levee.bench.running.LeveeLauncher;
import dev.levee.bench.running.Replication;
import dev.levee.sync.model.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What every scenario needs.
 *
 * @param launcher starts the measured Levee
 * @param prefix of all keys that are written, ending with {@code /}
 * @param poll Levee's poll interval; empty for its default
 * @param rpo Levee's target for the replication point; empty for its default
 * @param connections of the plain client
 * @param progress is told, in a line, what is done
 */
record Setup(
    Servers servers,
    LeveeLauncher launcher,
    String prefix,
    Optional<Duration> poll,
    Optional<Duration> rpo,
    int connections,
    Time time,
    Consumer<String> progress) {
  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * A replication below a prefix of its own.
   *
   * @param name of the prefix
   */
  Replication replication(String name) {
    return new Replication(servers.primary(), servers.secondary(), prefix + name + "/", poll, rpo);
  }

  PlainS3 plainPrimary() {
    return new PlainS3(servers.primary(), time);
  }

  PlainS3 plainSecondary() {
    return new PlainS3(servers.secondary(), time);
  }

  Parallel parallel() {
    return new Parallel(connections);
  }

  double secondsSince(long nanoTime) {
    return (time.nanoTime() - nanoTime) / NANOS_PER_SECOND;
  }

  Conditions conditions() {
    return new Conditions(
        time.now(), Machine.here(), servers.primary() + " to " + servers.secondary());
  }
}
