package dev.levee.sync.store.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.MultipartUpload;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.memory.MemoryObjectStore;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FaultyObjectStoreTest {
  private static final Location KEY = Location.parse("memory://bucket/key");
  private static final byte[] BYTES = {1, 2, 3, 4};

  private final ObjectStore memory = new MemoryObjectStore("memory|test", new SystemTime());
  private final FaultyObjectStore store = new FaultyObjectStore(memory);

  @Test
  void aCreationFailsBeforeOrAfterItsEffect() {
    store.with(
        StoreFault.next(StoreOperation.CREATE_EXCLUSIVE, StoreFault.Kind.FAILS_BEFORE_EFFECT));
    store.with(StoreFault.next(StoreOperation.CREATE_EXCLUSIVE, StoreFault.Kind.LOSES_ANSWER));

    assertThat(store.createExclusive(NewObject.of(KEY, BYTES)))
        .isInstanceOf(CreateOutcome.Unknown.class);
    assertThat(memory.head(KEY)).isEmpty();
    assertThat(store.createExclusive(NewObject.of(KEY, BYTES)))
        .isInstanceOf(CreateOutcome.Unknown.class);
    assertThat(memory.head(KEY)).isPresent();
    assertThat(store.createExclusive(NewObject.of(KEY, BYTES)))
        .isInstanceOf(CreateOutcome.Exists.class);
  }

  @Test
  void partsOfAnUploadFailToo() {
    store.with(StoreFault.next(StoreOperation.UPLOAD_PART, StoreFault.Kind.THROTTLED));
    store.with(StoreFault.next(StoreOperation.COMPLETE_UPLOAD, StoreFault.Kind.LOSES_ANSWER));
    MultipartUpload upload = store.beginUpload(KEY, Map.of());

    assertFails(StoreException.Kind.THROTTLED, () -> upload.uploadPart(1, ObjectBody.of(BYTES)));
    upload.uploadPart(1, ObjectBody.of(BYTES));
    assertThat(upload.complete()).isInstanceOf(CreateOutcome.Unknown.class);
    assertThat(memory.head(KEY)).isPresent();
  }

  @Test
  void whatIsReadIsWrongAsTold() {
    store.overwrite(NewObject.of(KEY, BYTES));
    store.with(StoreFault.next(StoreOperation.OPEN, StoreFault.Kind.BREAKS_OFF));
    store.with(StoreFault.next(StoreOperation.OPEN, StoreFault.Kind.TURNS_A_BIT));
    store.with(StoreFault.next(StoreOperation.OPEN, StoreFault.Kind.NOT_FOUND));
    store.with(StoreFault.next(StoreOperation.HEAD, StoreFault.Kind.WRONG_ETAG));
    String etag = memory.head(KEY).orElseThrow().etag();

    try (ObjectContent broken = store.open(KEY).orElseThrow()) {
      assertFails(StoreException.Kind.TRANSIENT, broken::readAll);
    }
    try (ObjectContent turned = store.open(KEY).orElseThrow()) {
      assertThat(turned.readAll()).hasSize(4).isNotEqualTo(BYTES);
    }
    assertThat(store.open(KEY)).isEmpty();
    assertThat(store.head(KEY).orElseThrow().etag()).isNotEqualTo(etag);
    assertThat(store.readRange(KEY, new ByteRange(0, 4), etag)).isEqualTo(BYTES);
  }

  @Test
  void aFaultStrikesOnlyItsObjectsUntilTheStoreIsHealed() {
    store.with(StoreFault.always(StoreOperation.DELETE, StoreFault.Kind.ACCESS_DENIED, "y"));

    assertFails(StoreException.Kind.ACCESS_DENIED, () -> store.delete(KEY));
    assertFails(StoreException.Kind.ACCESS_DENIED, () -> store.delete(KEY));
    store.delete(Location.parse("memory://bucket/other"));
    store.heal();
    store.delete(KEY);
  }

  @Test
  void callsAreCounted() {
    CountingObjectStore counting = new CountingObjectStore(store);
    store.with(StoreFault.next(StoreOperation.HEAD, StoreFault.Kind.THROTTLED));

    assertFails(StoreException.Kind.THROTTLED, () -> counting.head(KEY));
    counting.overwrite(NewObject.of(KEY, BYTES));
    counting.beginUpload(KEY, Map.of()).abort();

    assertThat(counting.calls())
        .containsExactly(
            new StoreCall(StoreOperation.HEAD, KEY),
            new StoreCall(StoreOperation.OVERWRITE, KEY),
            new StoreCall(StoreOperation.BEGIN_UPLOAD, KEY),
            new StoreCall(StoreOperation.ABORT_UPLOAD, KEY));
    assertThat(counting.count(StoreOperation.HEAD)).isOne();
    counting.reset();
    assertThat(counting.calls()).isEmpty();
  }

  @Test
  void noCallPassesByTheInterception() {
    assertThat(InterceptedObjectStore.class.getDeclaredMethods())
        .extracting(Method::getName)
        .containsAll(
            Arrays.stream(ObjectStore.class.getDeclaredMethods()).map(Method::getName).toList());
  }

  private static void assertFails(StoreException.Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
