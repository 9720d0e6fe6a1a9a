package dev.levee.sync.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.CountingObjectStore;
import dev.levee.sync.store.testing.FaultyObjectStore;
import dev.levee.sync.store.testing.StoreFault;
import dev.levee.sync.store.testing.StoreFault.Kind;
import dev.levee.sync.store.testing.StoreOperation;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One file through every kind of trouble on its way. */
class FileCopierTest {
  private static final Location FROM = Location.parse("s3://east/table/part-0.parquet");
  private static final Location TO = Location.parse("s3://west/table/part-0.parquet");
  private static final int SMALL = 1000;
  private static final int LARGE = 11 << 20;

  private final MemoryObjectStore sourceMemory = new MemoryObjectStore("east", new SystemTime());
  private final MemoryObjectStore targetMemory = new MemoryObjectStore("west", new SystemTime());
  private final FaultyObjectStore source = new FaultyObjectStore(sourceMemory);
  private final FaultyObjectStore faultyTarget = new FaultyObjectStore(targetMemory);
  private final CountingObjectStore target = new CountingObjectStore(faultyTarget);

  private final CopySettings settings = new CopySettings(5 << 20);

  private byte[] written(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    var unused = sourceMemory.createExclusive(NewObject.of(FROM, bytes));
    return bytes;
  }

  private CopyOutcome copy(int size) {
    return copy(size, Novelty.NEW);
  }

  private CopyOutcome copy(int size, Novelty novelty) {
    TableCopier copier =
        new TableCopier(
            new TableId("data", "table"),
            new FileCopier(source, target, settings),
            (table, task) -> task.run(),
            result -> {},
            () -> true);
    RequiredObject object =
        new RequiredObject(FROM, TO, OptionalLong.of(size), RequiredObject.Kind.DATA);
    return copier.copyAll(List.of(object), novelty).get(0).outcome();
  }

  private byte[] copied() {
    return targetMemory.open(TO).map(ObjectContent::readAll).orElseThrow();
  }

  @Test
  void aBitTurnedOnTheWayIsNoticedAndTheFileReadAgain() {
    byte[] bytes = written(SMALL);
    source.with(StoreFault.next(StoreOperation.OPEN, Kind.TURNS_A_BIT));
    assertThat(copy(SMALL)).isInstanceOf(CopyOutcome.Copied.class);
    assertThat(copied()).isEqualTo(bytes);
  }

  @Test
  void aReadingThatBreaksOffLeavesNothing() {
    written(SMALL);
    source.with(StoreFault.next(StoreOperation.OPEN, Kind.BREAKS_OFF));
    assertThat(copy(SMALL)).isInstanceOf(CopyOutcome.Failed.class);
    assertThat(targetMemory.head(TO)).isEmpty();
  }

  @Test
  void anEtagThatIsNoMd5IsNoReasonToFail() {
    byte[] bytes = written(SMALL);
    faultyTarget.with(StoreFault.next(StoreOperation.CREATE_EXCLUSIVE, Kind.WRONG_ETAG));
    assertThat(copy(SMALL)).isInstanceOf(CopyOutcome.Copied.class);
    assertThat(copied()).isEqualTo(bytes);
  }

  @Test
  void aLostAnswerIsSettledByLooking() {
    written(SMALL);
    faultyTarget.with(StoreFault.next(StoreOperation.CREATE_EXCLUSIVE, Kind.LOSES_ANSWER));
    assertThat(copy(SMALL)).isInstanceOf(CopyOutcome.AlreadyThere.class);
  }

  @Test
  void aRequestThatNeverArrivedFails() {
    written(SMALL);
    faultyTarget.with(StoreFault.next(StoreOperation.CREATE_EXCLUSIVE, Kind.FAILS_BEFORE_EFFECT));
    assertThat(copy(SMALL)).isInstanceOf(CopyOutcome.Failed.class);
  }

  @Test
  void aSourceThatIsGoneIsNoLossWhereTheCopyIsThere() {
    written(SMALL);
    assertThat(copy(SMALL)).isInstanceOf(CopyOutcome.Copied.class);
    sourceMemory.delete(FROM);
    for (Novelty novelty : Novelty.values()) {
      assertThat(copy(SMALL, novelty)).isInstanceOf(CopyOutcome.AlreadyThere.class);
    }
  }

  @Test
  void aSourceThatIsGoneIsMissing() {
    for (Novelty novelty : Novelty.values()) {
      assertThat(copy(SMALL, novelty)).isInstanceOf(CopyOutcome.SourceMissing.class);
      assertThat(copy(LARGE, novelty)).isInstanceOf(CopyOutcome.SourceMissing.class);
    }
  }

  @Test
  void anotherFileInItsPlaceIsLeftAsItIs() {
    written(SMALL);
    byte[] others = new byte[SMALL];
    var unused = targetMemory.createExclusive(NewObject.of(TO, others));
    for (Novelty novelty : Novelty.values()) {
      assertThat(copy(SMALL, novelty)).isInstanceOf(CopyOutcome.TargetDiffers.class);
    }
    assertThat(copied()).isEqualTo(others);
  }

  @Test
  void aCopyWithinOneServiceIsProvenByItsAnswer() {
    CountingObjectStore both =
        new CountingObjectStore(new MemoryObjectStore("one", new SystemTime()));
    FileCopier copier = new FileCopier(both, both, settings);
    var unused = both.createExclusive(NewObject.of(FROM, new byte[SMALL]));
    both.reset();

    RequiredObject object =
        new RequiredObject(FROM, TO, OptionalLong.of(SMALL), RequiredObject.Kind.DATA);
    assertThat(copier.copy(object, Novelty.NEW, Runnable::run).join())
        .isEqualTo(new CopyOutcome.Copied(SMALL));

    assertThat(both.calls())
        .extracting(call -> call.operation(), call -> call.location())
        .containsExactly(
            tuple(StoreOperation.HEAD, FROM),
            tuple(StoreOperation.HEAD, TO),
            tuple(StoreOperation.COPY_WITHIN, TO));
  }

  @Test
  void aLargeFileArrivesInParts() {
    byte[] bytes = written(LARGE);
    assertThat(copy(LARGE)).isEqualTo(new CopyOutcome.Copied(LARGE));
    assertThat(target.count(StoreOperation.UPLOAD_PART)).isEqualTo(3);
    assertThat(copied()).isEqualTo(bytes);
  }

  @Test
  void aSourceThatChangesBetweenPartsIsNotMixed() {
    written(LARGE);
    source.with(StoreFault.next(StoreOperation.READ_RANGE, Kind.CHANGED));
    assertGivenUp();
  }

  @Test
  void aPartThatIsDamagedOnTheWayGivesTheUploadUp() {
    written(LARGE);
    source.with(StoreFault.next(StoreOperation.READ_RANGE, Kind.TURNS_A_BIT));
    assertGivenUp();
  }

  @Test
  void partsThatManyThreadsReadAreCheckedInTheirOrder() {
    byte[] bytes = written(LARGE);
    TableId table = new TableId("data", "table");
    try (FairCopyExecutor executor = new FairCopyExecutor(3, Thread::new)) {
      TableCopier copier =
          new TableCopier(
              table, new FileCopier(source, target, settings), executor, result -> {}, () -> true);
      RequiredObject object =
          new RequiredObject(FROM, TO, OptionalLong.of(LARGE), RequiredObject.Kind.DATA);
      assertThat(copier.copyAll(List.of(object), Novelty.NEW).get(0).outcome())
          .isEqualTo(new CopyOutcome.Copied(LARGE));
    }
    assertThat(copied()).isEqualTo(bytes);
  }

  @Test
  void aPartThatFailsGivesTheUploadUp() {
    written(LARGE);
    faultyTarget.with(StoreFault.next(StoreOperation.UPLOAD_PART, Kind.FAILS_BEFORE_EFFECT));
    assertGivenUp();
  }

  @Test
  void aCompletionThatNeverArrivedGivesTheUploadUp() {
    written(LARGE);
    faultyTarget.with(StoreFault.next(StoreOperation.COMPLETE_UPLOAD, Kind.FAILS_BEFORE_EFFECT));
    assertGivenUp();
  }

  private void assertGivenUp() {
    assertThat(copy(LARGE)).isInstanceOf(CopyOutcome.Failed.class);
    assertThat(targetMemory.head(TO)).isEmpty();
    assertThat(target.count(StoreOperation.ABORT_UPLOAD)).isOne();
    assertThat(copy(LARGE)).isInstanceOf(CopyOutcome.Copied.class);
  }

  @Test
  void aCompletionWhoseAnswerIsLostIsSettledByLooking() {
    byte[] bytes = written(LARGE);
    faultyTarget.with(StoreFault.next(StoreOperation.COMPLETE_UPLOAD, Kind.LOSES_ANSWER));
    assertThat(copy(LARGE)).isInstanceOf(CopyOutcome.AlreadyThere.class);
    assertThat(copied()).isEqualTo(bytes);
  }
}
