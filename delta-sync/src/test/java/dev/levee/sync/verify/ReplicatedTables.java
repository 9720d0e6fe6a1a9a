package dev.levee.sync.verify;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;

import dev.levee.sync.engine.TwoRegions;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.testing.SparkTables;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** Tables that Spark wrote and Levee replicated; then something may be done to them. */
final class ReplicatedTables implements AutoCloseable {
  static final VerifySettings DEFAULT = new VerifySettings(false, false, false);
  static final VerifySettings DEEP = new VerifySettings(true, false, false);
  static final VerifySettings ROWS = new VerifySettings(false, true, false);
  static final VerifySettings REPLICA_ONLY = new VerifySettings(false, true, true);

  private final TwoRegions regions;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  private ReplicatedTables(TwoRegions regions) {
    this.regions = regions;
  }

  static ReplicatedTables inMemory(String... names) {
    return in(TwoRegions.inMemory(), List.of(names));
  }

  static ReplicatedTables in(TwoRegions regions, List<String> names) {
    names.forEach(name -> SparkTables.copy(name, regions.store(EAST), regions.table(EAST, name)));
    try (TwoRegions.RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
    }
    return new ReplicatedTables(regions);
  }

  TwoRegions regions() {
    return regions;
  }

  ObjectStore primary() {
    return regions.store(EAST);
  }

  ObjectStore replica() {
    return regions.store(WEST);
  }

  Location inPrimary(String table, String key) {
    return regions.table(EAST, table).resolve(key);
  }

  Location inReplica(String table, String key) {
    return regions.table(WEST, table).resolve(key);
  }

  TableRoots roots(String table) {
    return new TableRoots(
        new TableId("data", table), regions.table(EAST, table), regions.table(WEST, table));
  }

  TableVerification verify(String table, VerifySettings settings) {
    return verify(table, settings, primary(), replica());
  }

  TableVerification verify(
      String table, VerifySettings settings, ObjectStore primary, ObjectStore replica) {
    try {
      return new TableVerifier(settings, ExpectedCommit.VERBATIM, threads)
          .verify(roots(table), primary, replica);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  long newest(String table) {
    return LogListing.read(primary(), regions.table(EAST, table)).newestCommit().orElseThrow();
  }

  /** Keys of the replica's objects that match. */
  List<String> keys(String table, String pattern) {
    return TwoRegions.objects(replica(), regions.table(WEST, table)).keySet().stream()
        .filter(key -> key.matches(pattern))
        .toList();
  }

  /** Writes an object of the replica anew. */
  void change(String table, String key, UnaryOperator<byte[]> change) {
    Location location = inReplica(table, key);
    byte[] bytes = replica().open(location).map(ObjectContent::readAll).orElseThrow();
    replica().overwrite(NewObject.of(location, change.apply(bytes)));
  }

  static byte[] flippedInTheMiddle(byte[] bytes) {
    bytes[bytes.length / 2] ^= 1;
    return bytes;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
