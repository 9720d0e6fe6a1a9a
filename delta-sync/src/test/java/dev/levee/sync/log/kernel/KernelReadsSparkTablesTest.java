package dev.levee.sync.log.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Snapshot;
import dev.levee.sync.model.Location;
import dev.levee.sync.testing.HeldObjects;
import dev.levee.sync.testing.LogFold;
import dev.levee.sync.testing.SparkTables;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Kernel says of Spark's tables, against Spark's own figures and against a fold of the log.
 */
class KernelReadsSparkTablesTest {
  private static final Location ROOT = Location.parse("memory://lake/sales data/100%/t1/");

  static Stream<String> tablesWithWholeLogs() {
    return SparkTables.NAMES.stream().filter(name -> !name.equals("log_cleanup"));
  }

  @ParameterizedTest
  @FieldSource("dev.levee.sync.testing.SparkTables#NAMES")
  void rowCountsAreThoseThatSparkRead(String name) {
    HeldObjects store = HeldObjects.withTable(name, ROOT);
    SparkTables.rows(name)
        .forEach(
            (version, rows) -> {
              if (rows.isPresent()) {
                RowSummary summary = KernelRows.summarize(store, ROOT, OptionalLong.of(version));
                assertThat(summary.rows())
                    .as("%s version %d", name, version)
                    .isEqualTo(rows.getAsLong());
              }
            });
  }

  @ParameterizedTest
  @MethodSource("tablesWithWholeLogs")
  void snapshotsAreWhatTheCommitsAddUpTo(String name) {
    HeldObjects store = HeldObjects.withTable(name, ROOT);
    LogFold fold = new LogFold(store, ROOT);
    Set<Long> versions = new TreeSet<>();
    LogListing listing = LogListing.read(store, ROOT);
    listing.checkpoints().forEach(checkpoint -> versions.add(checkpoint.version()));
    versions.add(listing.newestCommit().orElseThrow());
    KernelSnapshots snapshots = new KernelSnapshots(store);
    for (long version : versions) {
      Snapshot expected = fold.at(version);
      Snapshot actual = snapshots.read(ROOT, version);
      assertThat(actual.protocol()).isEqualTo(expected.protocol());
      assertThat(actual.metadata()).isEqualTo(expected.metadata());
      assertThat(LogFold.files(actual)).isEqualTo(LogFold.files(expected));
    }
  }
}
