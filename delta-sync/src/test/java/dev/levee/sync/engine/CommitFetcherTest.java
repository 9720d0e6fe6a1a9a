package dev.levee.sync.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.engine.commit.CommitFetcher;
import dev.levee.sync.engine.commit.FetchedCommit;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.FaultyObjectStore;
import dev.levee.sync.store.testing.StoreFault;
import dev.levee.sync.store.testing.StoreOperation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A commit is read whole and as its store holds it, or not at all. */
class CommitFetcherTest {
  private static final Location ROOT = Location.parse("s3://east/table/");

  private final MemoryObjectStore memory = new MemoryObjectStore("east", new ManualTime());
  private final FaultyObjectStore store = new FaultyObjectStore(memory);
  private final CommitFetcher fetcher = new CommitFetcher(store, ROOT);

  private void commit(long version, String lines) {
    var unused =
        memory.createExclusive(
            NewObject.of(LogListing.commit(ROOT, version), lines.getBytes(UTF_8)));
  }

  private static String commitInfo(int length) {
    return "{\"commitInfo\":{\"operation\":\"" + "x".repeat(length) + "\"}}\n";
  }

  private static String large() {
    return commitInfo(1 << 20).repeat(17);
  }

  @Test
  void aBitTurnedOnTheWayIsNoticedAndTheNextReadingIsGood() throws TableHeldException {
    commit(1, commitInfo(1000));
    store.with(StoreFault.next(StoreOperation.OPEN, StoreFault.Kind.TURNS_A_BIT));
    assertThatThrownBy(() -> fetcher.fetch(1)).isInstanceOf(StoreException.class);
    assertThat(fetcher.fetch(1)).isPresent();
  }

  @Test
  void aBitTurnedInALargeCommitIsNoticedToo() throws TableHeldException {
    commit(1, large());
    store.with(StoreFault.next(StoreOperation.OPEN, StoreFault.Kind.TURNS_A_BIT));
    assertThatThrownBy(() -> fetcher.fetch(1)).isInstanceOf(StoreException.class);
    assertThat(fetcher.fetch(1)).isPresent().get().satisfies(FetchedCommit::close);
  }

  @Test
  void aReadingThatBreaksOffFails() {
    commit(1, commitInfo(1000));
    store.with(StoreFault.next(StoreOperation.OPEN, StoreFault.Kind.BREAKS_OFF));
    assertThatThrownBy(() -> fetcher.fetch(1)).isInstanceOf(StoreException.class);
  }

  @Test
  void aLargeCommitIsSpooledUntilItIsClosed() throws TableHeldException {
    commit(1, large());
    FetchedCommit commit = fetcher.fetch(1).orElseThrow();
    Path spool = commit.object().file().orElseThrow();
    assertThat(spool).exists();
    commit.close();
    assertThat(spool).doesNotExist();
  }

  @Test
  void aStoreWhoseEtagsAreNoMd5sOfItsBytesIsReadTwice() throws TableHeldException {
    commit(1, commitInfo(10));
    store.with(StoreFault.always(StoreOperation.OPEN, StoreFault.Kind.WRONG_ETAG, ".json"));
    assertThat(fetcher.fetch(1)).isPresent();
  }

  @Test
  void anUnusableCommitHoldsTheTableAndLeavesNoFileBehind() throws Exception {
    commit(1, large() + "{");
    long before = spools();
    assertThatThrownBy(() -> fetcher.fetch(1))
        .isInstanceOfSatisfying(
            TableHeldException.class,
            e -> assertThat(e.hold().reason()).isEqualTo(HoldReason.COMMIT_TRUNCATED));
    assertThat(spools()).isEqualTo(before);
  }

  private static long spools() throws Exception {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().startsWith("levee-commit")).count();
    }
  }
}
