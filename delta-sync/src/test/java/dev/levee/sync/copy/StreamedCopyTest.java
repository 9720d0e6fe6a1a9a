package dev.levee.sync.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.store.MultipartUpload;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.SourceNote;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.CountingObjectStore;
import dev.levee.sync.store.testing.FaultyObjectStore;
import dev.levee.sync.store.testing.StoreFault;
import dev.levee.sync.store.testing.StoreFault.Kind;
import dev.levee.sync.store.testing.StoreOperation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A large file that goes in one request, and what becomes of it when it cannot. */
class StreamedCopyTest {
  private static final Location FROM = Location.parse("s3://east/table/part-0.parquet");
  private static final Location TO = Location.parse("s3://west/table/part-0.parquet");
  private static final int PART = 5 << 20;
  private static final int LARGE = 6 << 20;

  private final MemoryObjectStore sourceMemory = new MemoryObjectStore("east", new SystemTime());
  private final MemoryObjectStore targetMemory = new MemoryObjectStore("west", new SystemTime());
  private final FaultyObjectStore faultySource = new FaultyObjectStore(sourceMemory);
  private final FaultyObjectStore faultyTarget = new FaultyObjectStore(targetMemory);
  private final CountingObjectStore source = new CountingObjectStore(faultySource);
  private final CountingObjectStore target = new CountingObjectStore(faultyTarget);
  private final byte[] bytes = randomBytes();
  private FileCopier copier = copier(LARGE, 1);

  private static byte[] randomBytes() {
    byte[] bytes = new byte[LARGE];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private FileCopier copier(int streamedBytes, int streams) {
    return new FileCopier(source, target, new CopySettings(PART, streamedBytes, streams));
  }

  private void write() {
    var unused = sourceMemory.createExclusive(NewObject.of(FROM, bytes));
  }

  private CopyOutcome copy(OptionalLong size) {
    RequiredObject object = new RequiredObject(FROM, TO, size, RequiredObject.Kind.DATA);
    TableCopier table =
        new TableCopier(
            new TableId("data", "table"),
            copier,
            (unused, task) -> task.run(),
            result -> {},
            () -> true);
    return table.copyAll(List.of(object), Novelty.NEW).get(0).outcome();
  }

  private CopyOutcome copy() {
    return copy(OptionalLong.of(LARGE));
  }

  private void assertCopied(CopyOutcome outcome, int parts) {
    assertThat(outcome).isEqualTo(new CopyOutcome.Copied(LARGE));
    assertThat(targetMemory.open(TO).map(ObjectContent::readAll).orElseThrow()).isEqualTo(bytes);
    assertThat(target.count(StoreOperation.UPLOAD_PART)).isEqualTo(parts);
  }

  @Test
  void oneRequestReadsAndOneWrites() {
    write();

    assertCopied(copy(), 0);

    assertThat(source.count(StoreOperation.OPEN)).isOne();
    assertThat(source.calls()).hasSize(1);
    assertThat(target.count(StoreOperation.CREATE_EXCLUSIVE)).isOne();
    assertThat(target.calls()).hasSize(1);
    assertThat(targetMemory.head(TO).orElseThrow().metadata()).containsKey(SourceNote.ETAG);
  }

  @Test
  void aFileWhoseSizeTheLogDoesNotSayIsStreamedToo() {
    write();
    assertCopied(copy(OptionalLong.empty()), 0);
  }

  @Test
  void aBitTurnedOnTheWayIsRefusedByTheStore() {
    write();
    faultySource.with(StoreFault.next(StoreOperation.OPEN, Kind.TURNS_A_BIT));

    assertCopied(copy(), 2);
  }

  @Test
  void aReadingThatBreaksOffIsRepeatedInParts() {
    write();
    faultySource.with(StoreFault.next(StoreOperation.OPEN, Kind.BREAKS_OFF));

    assertCopied(copy(), 2);
  }

  @Test
  void aRequestThatNeverArrivedIsRepeatedInParts() {
    write();
    faultyTarget.with(StoreFault.next(StoreOperation.CREATE_EXCLUSIVE, Kind.FAILS_BEFORE_EFFECT));

    assertCopied(copy(), 2);
  }

  @Test
  void aLostAnswerIsSettledByLooking() {
    write();
    faultyTarget.with(StoreFault.next(StoreOperation.CREATE_EXCLUSIVE, Kind.LOSES_ANSWER));

    assertThat(copy()).isEqualTo(new CopyOutcome.AlreadyThere(LARGE));
    assertThat(target.count(StoreOperation.BEGIN_UPLOAD)).isZero();
  }

  @Test
  void whatIsThereIsComparedAndLeftAsItIs() {
    write();
    byte[] others = new byte[LARGE];
    var unused = targetMemory.createExclusive(NewObject.of(TO, others));

    assertThat(copy()).isInstanceOf(CopyOutcome.TargetDiffers.class);
    assertThat(targetMemory.open(TO).map(ObjectContent::readAll).orElseThrow()).isEqualTo(others);
  }

  @Test
  void aStoreThatRefusesForGoodIsHeard() {
    write();
    faultyTarget.with(StoreFault.next(StoreOperation.CREATE_EXCLUSIVE, Kind.ACCESS_DENIED));

    assertThat(copy()).isInstanceOf(CopyOutcome.Failed.class);
    assertThat(targetMemory.head(TO)).isEmpty();
  }

  @Test
  void aFileThatWasUploadedInPartsGoesInParts() {
    MultipartUpload upload = sourceMemory.beginUpload(FROM, Map.of());
    upload.uploadPart(1, ObjectBody.of(Arrays.copyOf(bytes, PART)));
    upload.uploadPart(2, ObjectBody.of(Arrays.copyOfRange(bytes, PART, LARGE)));
    assertThat(upload.complete()).isNotNull();

    assertCopied(copy(), 2);
    assertThat(target.count(StoreOperation.CREATE_EXCLUSIVE)).isZero();
  }

  @Test
  void aLargerFileGoesInParts() {
    write();
    copier = copier(LARGE - 1, 1);
    assertCopied(copy(), 2);
    assertThat(source.count(StoreOperation.OPEN)).isZero();
  }

  @Test
  void withoutAThreadToSpareFilesGoInParts() {
    write();
    copier = copier(LARGE, 0);
    assertCopied(copy(), 2);
  }

  @Test
  void whatNeverPassesIsNotTriedForEver() {
    write();
    faultySource.with(StoreFault.always(StoreOperation.OPEN, Kind.TURNS_A_BIT, ""));
    for (int file = 1; file <= 5; file++) {
      assertThat(copy()).isEqualTo(new CopyOutcome.Copied(LARGE));
      targetMemory.delete(TO);
    }
    assertThat(target.count(StoreOperation.CREATE_EXCLUSIVE)).isEqualTo(3);
  }

  @Test
  void whatBreaksOffTogetherIsOneAccident() {
    StreamCopier streams = new StreamCopier(source, target, new CopySettings(PART, LARGE, 8));
    int before = streams.inVain();
    for (int file = 1; file <= 8; file++) {
      assertThat(streams.noteInParts(new CopyOutcome.Copied(LARGE), before)).isNotNull();
    }
    assertThat(streams.inVain()).isOne();
    assertThat(streams.takes(LARGE)).isTrue();
  }

  @Test
  void anAccidentNowAndThenIsNoReasonToStop() {
    write();
    for (int file = 1; file <= 5; file++) {
      faultySource.with(StoreFault.next(StoreOperation.OPEN, Kind.TURNS_A_BIT));
      assertThat(copy()).isEqualTo(new CopyOutcome.Copied(LARGE));
      targetMemory.delete(TO);
      assertThat(copy()).isEqualTo(new CopyOutcome.Copied(LARGE));
      targetMemory.delete(TO);
    }
    assertThat(target.count(StoreOperation.CREATE_EXCLUSIVE)).isEqualTo(10);
  }
}
