package dev.levee.sync.store.testing.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.model.Location;
import dev.levee.sync.publish.LogPublisher;
import dev.levee.sync.publish.PublishOutcome;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import dev.levee.sync.store.testing.proxy.ProxyFault.CaptivePage;
import dev.levee.sync.store.testing.proxy.ProxyFault.DroppedAnswer;
import dev.levee.sync.store.testing.proxy.ProxyFault.Late;
import dev.levee.sync.store.testing.proxy.ProxyFault.Refusal;
import dev.levee.sync.store.testing.proxy.ProxyFault.ResetAfter;
import dev.levee.sync.store.testing.proxy.ProxyFault.ResetBefore;
import dev.levee.sync.store.testing.proxy.ProxyFault.Sent;
import dev.levee.sync.store.testing.proxy.ProxyFault.Silence;
import dev.levee.sync.store.testing.proxy.ProxyFault.SlowAnswer;
import dev.levee.sync.store.testing.proxy.ProxyFault.Truncated;
import dev.levee.sync.store.testing.proxy.ProxyFault.WrongLength;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the S3 store makes of a real server behind a network that fails. */
class S3ThroughFaultsTest {
  private static final Duration LATE = FaultyS3.READ_TIMEOUT.plusMillis(200);
  private static final Location KEY = Location.parse("s3://bucket/dir/key");
  private static final ListRequest ALL =
      ListRequest.everythingBelow(Location.parse("s3://bucket/"));
  private static final byte[] TEXT = "the bytes of an object".getBytes(UTF_8);
  private static final NewObject OBJECT = NewObject.of(KEY, TEXT);

  private FaultyS3 s3;
  private FaultProxy proxy;
  private ObjectStore direct;
  private ObjectStore store;

  @BeforeEach
  void start() throws IOException {
    s3 = new FaultyS3();
    proxy = s3.proxy();
    direct = s3.direct();
    store = s3.store();
  }

  @AfterEach
  void stop() throws IOException {
    s3.close();
  }

  /** Faults that leave no clear answer to a request that changes something, and their kind. */
  static Stream<Arguments> unclear() {
    return Stream.of(
        Arguments.of(new ResetBefore(), Kind.TRANSIENT),
        Arguments.of(new ResetAfter(), Kind.TRANSIENT),
        Arguments.of(new DroppedAnswer(), Kind.TRANSIENT),
        Arguments.of(new Silence(), Kind.TRANSIENT),
        Arguments.of(new Late(LATE), Kind.TRANSIENT),
        Arguments.of(new SlowAnswer(LATE), Kind.TRANSIENT),
        Arguments.of(new CaptivePage(), Kind.TRANSIENT),
        Arguments.of(Refusal.SLOW_DOWN, Kind.THROTTLED),
        Arguments.of(Refusal.TOO_MANY_REQUESTS, Kind.THROTTLED),
        Arguments.of(Refusal.INTERNAL_ERROR, Kind.TRANSIENT));
  }

  /** Faults that spoil an answer's body and nothing else. */
  static Stream<Arguments> spoilt() {
    return Stream.of(
        Arguments.of(new Truncated(0), Kind.TRANSIENT),
        Arguments.of(new Truncated(5), Kind.TRANSIENT),
        Arguments.of(new WrongLength(7), Kind.TRANSIENT));
  }

  static Stream<Arguments> unreadable() {
    return Stream.concat(unclear(), spoilt());
  }

  /** Faults that the store repeats a request after. */
  static Stream<Arguments> passing() {
    return unreadable().filter(fault -> !(fault.get()[0] instanceof CaptivePage));
  }

  @ParameterizedTest
  @MethodSource("unclear")
  void aCreationWithoutAClearAnswerIsUnknownAndSentOnce(ProxyFault fault, Kind kind) {
    proxy.plan(FaultPlan.script(request -> request.method().equals("PUT"), fault));

    CreateOutcome outcome = store.createExclusive(OBJECT);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            CreateOutcome.Unknown.class,
            unknown -> assertThat(unknown.cause().kind()).isEqualTo(kind));
    assertThat(proxy.counts()).containsExactly(Map.entry(fault.label(), 1L));
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(direct.head(KEY).isPresent()).isEqualTo(fault instanceof Sent));
  }

  @ParameterizedTest
  @MethodSource("unclear")
  void publishingSettlesItByReadingBack(ProxyFault fault, Kind kind) {
    proxy.plan(FaultPlan.script(request -> request.method().equals("PUT"), fault));
    assertThat(new LogPublisher(store).publish(OBJECT)).as("%s", kind).isNotNull();
    assertThat(direct.open(KEY).orElseThrow().readAll()).isEqualTo(TEXT);
    assertThat(new LogPublisher(store).publish(NewObject.of(KEY, new byte[3])))
        .isInstanceOf(PublishOutcome.Different.class);
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatPassesIsGotOver(ProxyFault fault, Kind kind) {
    direct.overwrite(OBJECT);
    proxy.plan(FaultPlan.script(request -> true, fault));

    assertThat(store.readRange(KEY, new ByteRange(4, 5), etag())).as("%s", kind).hasSize(5);
    assertThat(proxy.counts()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void aListingIsWholeOrFails(ProxyFault fault, Kind kind) {
    direct.overwrite(OBJECT);
    proxy.plan(FaultPlan.script(request -> true, fault));
    try {
      assertThat(store.list(ALL).objects()).hasSize(1);
    } catch (StoreException e) {
      assertThat(e.kind()).isEqualTo(kind);
      assertThat(store.list(ALL).objects()).hasSize(1);
    }
    assertThat(proxy.counts()).hasSize(1);
  }

  private String etag() {
    return direct.head(KEY).orElseThrow().etag();
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void whatLastsIsReportedAndNeverPassedOff(ProxyFault fault, Kind kind) {
    direct.overwrite(OBJECT);
    proxy.plan(request -> Optional.of(fault));
    String etag = etag();

    assertFails(kind, () -> store.readRange(KEY, new ByteRange(0, TEXT.length), etag));
    assertFails(kind, () -> read(KEY));
    // A listing that is sent in chunks announces no length that could be wrong.
    if (!(fault instanceof WrongLength)) {
      assertFails(kind, () -> store.list(ALL));
    }
  }

  private byte[] read(Location location) {
    try (ObjectContent content = store.open(location).orElseThrow()) {
      return content.readAll();
    }
  }

  @Test
  void anOutageIsTransientAndNothingIsTakenForMissing() throws IOException {
    direct.overwrite(OBJECT);
    proxy.cutOff();

    assertFails(Kind.TRANSIENT, () -> store.head(KEY));
    assertFails(Kind.TRANSIENT, () -> store.open(KEY));
    assertThat(store.createExclusive(OBJECT)).isInstanceOf(CreateOutcome.Unknown.class);

    proxy.restore();
    assertThat(store.head(KEY)).isPresent();
  }

  @Test
  void aLateRequestNeverReplacesWhatWasCreatedMeanwhile() {
    proxy.plan(FaultPlan.script(request -> request.method().equals("PUT"), new Late(LATE)));
    assertThat(store.createExclusive(OBJECT)).isInstanceOf(CreateOutcome.Unknown.class);
    byte[] others = "another's".getBytes(UTF_8);

    assertThat(direct.createExclusive(NewObject.of(KEY, others)))
        .isInstanceOf(CreateOutcome.Created.class);

    Awaitility.await()
        .during(LATE)
        .untilAsserted(
            () -> assertThat(direct.open(KEY).orElseThrow().readAll()).isEqualTo(others));
  }

  private static void assertFails(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }
}
