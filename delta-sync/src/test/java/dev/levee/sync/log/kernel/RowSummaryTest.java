package dev.levee.sync.log.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.model.Location;
import dev.levee.sync.testing.HeldObjects;
import dev.levee.sync.testing.SparkTables;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RowSummaryTest {
  private static final Location ROOT = Location.parse("memory://lake/t1/");

  private static RowSummary summary(String table, long version) {
    HeldObjects store = HeldObjects.withTable(table, ROOT);
    return KernelRows.summarize(store, ROOT, OptionalLong.of(version));
  }

  /** Spark built these tables with the same statements. */
  @Test
  void theSameRowsInOtherFilesHaveTheSameSummary() {
    RowSummary plain = summary("basic", 6);
    assertThat(summary("cdf", 6)).isEqualTo(plain);
    assertThat(summary("v2_checkpoint_parquet", 6)).isEqualTo(plain);
    assertThat(plain.columnHashes()).hasSizeGreaterThan(2);
  }

  /** Rewrites that change no row: OPTIMIZE and VACUUM, REORG. */
  @Test
  void rewritingFilesChangesNothing() {
    RowSummary before = summary("deletion_vectors", 14);
    RowSummary after = summary("deletion_vectors", 15);
    assertThat(after.columnHashes()).isEqualTo(before.columnHashes());
    assertThat(after.rows()).isEqualTo(before.rows());
    assertThat(summary("vacuum", 15).columnHashes()).isEqualTo(summary("basic", 14).columnHashes());
  }

  @Test
  void anUpdateChangesTheColumnItChangesAndTheRows() {
    RowSummary before = summary("basic", 3);
    RowSummary after = summary("basic", 4);
    assertThat(after.rows()).isEqualTo(before.rows());
    assertThat(after.columnHashes()).isNotEqualTo(before.columnHashes());
    assertThat(after.columnHashes().get("id")).isEqualTo(before.columnHashes().get("id"));
    assertThat(after.columnHashes().get(RowSummary.WHOLE_ROWS))
        .isNotEqualTo(before.columnHashes().get(RowSummary.WHOLE_ROWS));
  }

  @Test
  void withoutAVersionTheNewestIsRead() {
    HeldObjects store = HeldObjects.withTable("schema_evolution", ROOT);
    RowSummary newest = KernelRows.summarize(store, ROOT, OptionalLong.empty());
    assertThat(newest.version()).isEqualTo(SparkTables.rows("schema_evolution").lastKey());
  }
}
