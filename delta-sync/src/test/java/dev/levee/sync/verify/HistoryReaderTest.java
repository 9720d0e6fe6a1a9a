package dev.levee.sync.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.testing.SparkTables;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryReaderTest {
  private static TableHistory history(ReplicatedTables tables, String name, boolean withPrimary) {
    return new HistoryReader(tables.roots(name), tables.primary(), tables.replica(), withPrimary)
        .newest(100);
  }

  private static Instant modified(ObjectStore store, LogListing log, long version) {
    return store.head(log.commits().get(version).location()).orElseThrow().lastModified();
  }

  @Test
  void withoutInCommitTimestampsEachSideHasItsOwnTimesAndThePrimarysAreKept() {
    try (ReplicatedTables tables = ReplicatedTables.inMemory("basic")) {
      TableHistory history = history(tables, "basic", true);
      assertThat(history.inCommitTimestamps()).isFalse();
      assertThat(history.commits()).hasSize((int) tables.newest("basic") + 1);
      CommitTime newest = history.commits().get(0);
      assertThat(newest.version()).isEqualTo(tables.newest("basic"));
      assertThat(newest.operation()).isPresent();

      LogListing primary = LogListing.read(tables.primary(), tables.roots("basic").source());
      LogListing replica = LogListing.read(tables.replica(), tables.roots("basic").target());
      assertThat(history.commits())
          .allSatisfy(
              commit -> {
                assertThat(commit.primaryTime())
                    .contains(modified(tables.primary(), primary, commit.version()));
                assertThat(commit.replicaTime())
                    .contains(modified(tables.replica(), replica, commit.version()));
                assertThat(commit.inCommit()).isFalse();
              });
      assertThat(newest.equalForReaders()).isFalse();

      assertThat(history(tables, "basic", false)).isEqualTo(history);
    }
  }

  @Test
  void withInCommitTimestampsBothSidesHaveTheSameTimes() {
    try (ReplicatedTables tables = ReplicatedTables.inMemory("in_commit_timestamps")) {
      TableHistory history = history(tables, "in_commit_timestamps", true);
      assertThat(history.inCommitTimestamps()).isTrue();
      assertThat(history.commits().get(0).inCommit()).isTrue();
      assertThat(history.commits().get(0).equalForReaders()).isTrue();
      assertThat(history(tables, "in_commit_timestamps", false).commits().get(0))
          .isEqualTo(history.commits().get(0));
    }
  }

  @Test
  void aVersionThatOnlyThePrimaryHasHasNoTimeInTheReplica() {
    try (ReplicatedTables tables = ReplicatedTables.inMemory("basic")) {
      long newest = tables.newest("basic");
      tables.replica().delete(LogListing.commit(tables.roots("basic").target(), newest));
      CommitTime commit = history(tables, "basic", true).commits().get(0);
      assertThat(commit.version()).isEqualTo(newest);
      assertThat(commit.primaryTime()).isPresent();
      assertThat(commit.replicaTime()).isEqualTo(Optional.empty());
      assertThat(SparkTables.rows("basic")).containsKey(newest);
    }
  }
}
