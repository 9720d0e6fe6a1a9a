package dev.levee.sync.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.CountingObjectStore;
import dev.levee.sync.store.testing.FaultyObjectStore;
import dev.levee.sync.store.testing.InterceptedObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import dev.levee.sync.store.testing.StoreFault;
import dev.levee.sync.store.testing.StoreFault.Kind;
import dev.levee.sync.store.testing.StoreOperation;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every answer to a publication, with what a look at the object then shows. */
class LogPublisherTest {
  private static final Location COMMIT =
      Location.parse("s3://west/table/_delta_log/00000000000000000007.json");
  private static final byte[] OURS = {1, 2, 3};
  private static final byte[] OTHERS = {1, 2, 4};

  private final MemoryObjectStore memory = new MemoryObjectStore("west", new SystemTime());
  private final FaultyObjectStore store = new FaultyObjectStore(memory);

  private PublishOutcome publish() {
    return new LogPublisher(store).publish(NewObject.of(COMMIT, OURS));
  }

  private void there(byte[] bytes) {
    var unused = memory.createExclusive(NewObject.of(COMMIT, bytes));
  }

  private void creations(Kind kind, int times) {
    store.with(new StoreFault(StoreOperation.CREATE_EXCLUSIVE, kind, location -> true, times));
  }

  private byte[] stored() {
    return memory.open(COMMIT).map(ObjectContent::readAll).orElseThrow();
  }

  @Test
  void aFreeNameIsPublished() {
    assertThat(publish()).isInstanceOf(PublishOutcome.Published.class);
    assertThat(stored()).isEqualTo(OURS);
  }

  @Test
  void aLostAnswerIsSettledByReadingBack() {
    creations(Kind.LOSES_ANSWER, 1);
    assertThat(publish()).isInstanceOf(PublishOutcome.AlreadyThere.class);
    assertThat(stored()).isEqualTo(OURS);
  }

  @Test
  void aRequestThatNeverArrivedIsSentAgain() {
    creations(Kind.FAILS_BEFORE_EFFECT, 2);
    assertThat(publish()).isInstanceOf(PublishOutcome.Published.class);
  }

  @Test
  void whoMayNotPublishAnyMoreSendsItNotAgain() {
    creations(Kind.FAILS_BEFORE_EFFECT, 1);
    PublishOutcome outcome =
        new LogPublisher(store).publish(NewObject.of(COMMIT, OURS), () -> false);
    assertThat(outcome).isInstanceOf(PublishOutcome.Unsettled.class);
    assertThat(store.head(COMMIT)).isEmpty();
  }

  @Test
  void whatNeverArrivesStaysUnsettled() {
    creations(Kind.FAILS_BEFORE_EFFECT, Integer.MAX_VALUE);
    assertThat(publish()).isInstanceOf(PublishOutcome.Unsettled.class);
    assertThat(memory.head(COMMIT)).isEmpty();
  }

  @Test
  void anUnknownAnswerOverOtherBytesIsTold() {
    there(OTHERS);
    creations(Kind.FAILS_BEFORE_EFFECT, 1);
    assertThat(publish()).isInstanceOf(PublishOutcome.Different.class);
    assertThat(stored()).isEqualTo(OTHERS);
  }

  @Test
  void theSameBytesAreNoTrouble() {
    there(OURS);
    assertThat(publish()).isInstanceOf(PublishOutcome.AlreadyThere.class);
  }

  @Test
  void otherBytesAreLeftAsTheyAre() {
    there(OTHERS);
    assertThat(publish()).isInstanceOf(PublishOutcome.Different.class);
    assertThat(stored()).isEqualTo(OTHERS);
  }

  @Test
  void aNameThatIsTakenByNothingIsTheStoresContradiction() {
    there(OURS);
    store.with(StoreFault.always(StoreOperation.OPEN, Kind.NOT_FOUND, ".json"));
    assertThat(publish()).isInstanceOf(PublishOutcome.Inconsistent.class);
  }

  @Test
  void anEtagThatIsNotTheBytesMd5IsNotTrusted() {
    creations(Kind.WRONG_ETAG, 1);
    assertThat(publish()).isInstanceOf(PublishOutcome.Published.class);
  }

  @Test
  void aReadBackThatBreaksOffSettlesNothing() {
    there(OURS);
    store.with(StoreFault.always(StoreOperation.OPEN, Kind.BREAKS_OFF, ".json"));
    assertThatThrownBy(this::publish).isInstanceOf(StoreException.class);
  }

  @Test
  void aRefusalIsNotRepeated() {
    creations(Kind.ACCESS_DENIED, 1);
    assertThatThrownBy(this::publish).isInstanceOf(StoreException.class);
    assertThat(memory.head(COMMIT)).isEmpty();
  }

  @Test
  void whatIsThereInsteadIsDescribed() {
    there(OTHERS);
    assertThat(publish())
        .isInstanceOfSatisfying(
            PublishOutcome.Different.class,
            different ->
                assertThat(different.detail())
                    .startsWith(COMMIT + " has 3 bytes (ETag ")
                    .endsWith(
                        ") where 3 bytes (MD5 5289df737df57326fcdd22597afb1fac) were to be"
                            + " published"));
  }

  @Test
  void moreOrFewerBytesAreOthers() {
    there(new byte[] {1, 2});
    assertThat(publish()).isInstanceOf(PublishOutcome.Different.class);
  }

  /** Larger than what is compared at a time. */
  @ParameterizedTest
  @CsvSource({
    "-1, AlreadyThere",
    "0, Different",
    "65535, Different",
    "65536, Different",
    "199999, Different"
  })
  void everyByteOfALargeObjectIsCompared(int changed, String expected) {
    byte[] large = new byte[200_000];
    new Random(1).nextBytes(large);
    byte[] found = large.clone();
    if (changed >= 0) {
      found[changed] ^= 1;
    }
    there(found);
    PublishOutcome outcome = new LogPublisher(store).publish(NewObject.of(COMMIT, large));
    assertThat(outcome.getClass().getSimpleName()).isEqualTo(expected);
  }

  @Test
  void aContradictionSaysWhatWasAnswered() {
    there(OURS);
    store.with(StoreFault.always(StoreOperation.OPEN, Kind.NOT_FOUND, ".json"));
    assertThat(publish())
        .isEqualTo(
            new PublishOutcome.Inconsistent(COMMIT + " is reported to exist and is not there"));
  }

  @Test
  void whatWasCreatedAndIsNotThereIsTheStoresContradictionToo() {
    creations(Kind.WRONG_ETAG, 1);
    store.with(StoreFault.always(StoreOperation.OPEN, Kind.NOT_FOUND, ".json"));
    assertThat(new LogPublisher(store).publish(NewObject.of(COMMIT, OURS), () -> false))
        .isEqualTo(
            new PublishOutcome.Inconsistent(COMMIT + " was created and cannot be read back"));
  }

  @Test
  void itIsSentThreeTimesAndTheRightToIsAskedForInBetween() {
    creations(Kind.FAILS_BEFORE_EFFECT, Integer.MAX_VALUE);
    CountingObjectStore counted = new CountingObjectStore(store);
    AtomicInteger asked = new AtomicInteger();
    PublishOutcome outcome =
        new LogPublisher(counted)
            .publish(NewObject.of(COMMIT, OURS), () -> asked.incrementAndGet() > 0);
    assertThat(outcome).isInstanceOf(PublishOutcome.Unsettled.class);
    assertThat(counted.count(StoreOperation.CREATE_EXCLUSIVE)).isEqualTo(3);
    assertThat(asked).hasValue(2);
  }

  @Test
  void eachReasonWhyItIsNotThereHasItsAnswer() {
    StoreException cause = new StoreException(StoreException.Kind.TRANSIENT, "timeout");
    assertThat(
            Stream.of(
                    new PublishOutcome.Published(),
                    new PublishOutcome.AlreadyThere(),
                    new PublishOutcome.Different("d"),
                    new PublishOutcome.Inconsistent("i"),
                    new PublishOutcome.Unsettled(cause))
                .map(
                    outcome ->
                        outcome.<String>match(
                            there -> "there",
                            PublishOutcome.Different::detail,
                            PublishOutcome.Inconsistent::detail,
                            unsettled -> unsettled.cause().getMessage())))
        .containsExactly("there", "there", "d", "i", cause.getMessage());
  }

  @Test
  void anEtagThatIsTheBytesMd5SparesTheRead() {
    CountingObjectStore counted = new CountingObjectStore(store);
    PublishOutcome outcome = new LogPublisher(counted).publish(NewObject.of(COMMIT, OURS));
    assertThat(outcome).isInstanceOf(PublishOutcome.Published.class);
    assertThat(counted.count(StoreOperation.OPEN)).isZero();
  }

  @Test
  void aLostAnswerIsSettledWithoutASecondRequest() {
    creations(Kind.LOSES_ANSWER, 1);
    CountingObjectStore counted = new CountingObjectStore(store);
    PublishOutcome outcome = new LogPublisher(counted).publish(NewObject.of(COMMIT, OURS));
    assertThat(outcome).isInstanceOf(PublishOutcome.AlreadyThere.class);
    assertThat(counted.count(StoreOperation.CREATE_EXCLUSIVE)).isEqualTo(1);
  }

  /** No exception, only fewer bytes than the object's size says. */
  @Test
  void aReadBackThatEndsEarlySettlesNothing() {
    there(OURS);
    InterceptedObjectStore shortened =
        new InterceptedObjectStore(memory) {
          @Override
          protected <T> T around(StoreCall call, Supplier<T> delegate) {
            return delegate.get();
          }

          @Override
          public Optional<ObjectContent> open(Location location) {
            InputStream two = new ByteArrayInputStream(OURS, 0, 2);
            return super.open(location).map(whole -> new ObjectContent(whole.attributes(), two));
          }
        };
    assertThatThrownBy(() -> new LogPublisher(shortened).publish(NewObject.of(COMMIT, OURS)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("an object ended early while it was compared");
  }
}
