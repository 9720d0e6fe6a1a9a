package dev.levee.sync.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.sweep.DeletionRules.Decision;
import dev.levee.sync.sweep.DeletionRules.Facts;
import dev.levee.sync.sweep.DeletionRules.Reference;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may go from a replica, case by case. */
class DeletionRulesTest {
  private static final Instant CUTOFF = Instant.parse("2026-03-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    // age, reference, nested, absent long enough: decision
    "old, BEFORE_RETENTION, false, true, REMOVE",
    "old, BEFORE_RETENTION, false, false, LOOK_AGAIN",
    "old, BEFORE_RETENTION, true, true, KEEP",
    "old, WITHIN_RETENTION, false, true, KEEP",
    "old, LIVE, false, true, KEEP",
    "old, NEVER, false, true, KEEP",
    "at the cutoff, BEFORE_RETENTION, false, true, KEEP",
    "young, BEFORE_RETENTION, false, true, KEEP",
  })
  void aFileGoesOnlyWhenNothingSpeaksForIt(
      String age, Reference reference, boolean nested, boolean absent, Decision expected) {
    long seconds = age.equals("old") ? -1 : age.equals("young") ? 1 : 0;
    Facts facts =
        new Facts("part-0.parquet", CUTOFF.plusSeconds(seconds), reference, nested, absent);

    assertThat(DeletionRules.decide(facts, CUTOFF)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "part-0.parquet, true",
    "day=1/part-0.parquet, true",
    "_day=1/part-0.parquet, true",
    "aB/part-0.parquet, true",
    "deletion_vector_0c6cbaaf.bin, true",
    "_change_data/cdc-0.parquet, true",
    "_change_data/day=1/cdc-0.parquet, true",
    "_delta_log/00000000000000000000.json, false",
    "_delta_log/_sidecars/x.parquet, false",
    "inner/_delta_log/00000000000000000000.json, false",
    "_levee/x, false",
    "_SUCCESS, false",
    ".hidden, false",
    "a//b, false",
  })
  void onlyKeysOfTheTablesOwnFilesAreLookedAt(String key, boolean expected) {
    assertThat(DeletionRules.isFileOfTable(key)).isEqualTo(expected);
  }
}
