package dev.levee.sync.simulation;

import static dev.levee.sync.store.StoreException.Kind.THROTTLED;
import static dev.levee.sync.store.StoreException.Kind.TRANSIENT;
import static dev.levee.sync.store.testing.StoreOperation.COPY_WITHIN;
import static dev.levee.sync.store.testing.StoreOperation.CREATE_EXCLUSIVE;
import static dev.levee.sync.store.testing.StoreOperation.DELETE;
import static dev.levee.sync.store.testing.StoreOperation.HEAD;
import static dev.levee.sync.store.testing.StoreOperation.LIST;
import static dev.levee.sync.store.testing.StoreOperation.OPEN;
import static dev.levee.sync.store.testing.StoreOperation.OVERWRITE;
import static dev.levee.sync.store.testing.StoreOperation.READ_RANGE;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.MultipartUpload;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreTraits;
import dev.levee.sync.store.testing.StoreOperation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A region's store as one process sees it: every request takes time, and may go wrong. */
final class SimulatedStore implements ObjectStore {
  private static final double BEFORE_SENDING = 0.1;

  private final SimulatedProcess process;
  private final Region region;
  private final World world;
  private final Mishaps mishaps;

  SimulatedStore(SimulatedProcess process, Region region, World world, Mishaps mishaps) {
    this.process = process;
    this.region = region;
    this.world = world;
    this.mishaps = mishaps;
  }

  @Override
  public StoreTraits traits() {
    StoreTraits traits = region.store.traits();
    return new StoreTraits(
        traits.service(),
        traits.serverSideCopy(),
        traits.etagIsMd5(),
        traits.maxCopyBytes(),
        world.scenario.staleLists() == 0);
  }

  @Override
  public ListPage list(ListRequest request) {
    ListPage page = read(LIST, request.prefix(), () -> region.store.list(request));
    return StaleLists.of(world, process, request, page);
  }

  @Override
  public Optional<ObjectAttributes> head(Location location) {
    return read(HEAD, location, () -> region.store.head(location));
  }

  @Override
  public Optional<ObjectContent> open(Location location) {
    Optional<ObjectContent> content = read(OPEN, location, () -> region.store.open(location));
    return content.map(found -> arrived(location, found));
  }

  /** What arrives of a data file may not be what was sent; its length is right. */
  private ObjectContent arrived(Location location, ObjectContent content) {
    boolean file = Lake.place(region, location).filter(p -> p.logFile().isEmpty()).isPresent();
    if (!file || !process.daemon || !world.network.happens(world.scenario.faultRate())) {
      return content;
    }
    world.counters.count(Fault.CORRUPT_READ);
    world.note(process, OPEN, location, "is corrupted on its way");
    byte[] bytes = content.readAll();
    world.random.nextBytes(bytes);
    return new ObjectContent(content.attributes(), new ByteArrayInputStream(bytes));
  }

  @Override
  public byte[] readRange(Location location, ByteRange range, String etag) {
    return read(READ_RANGE, location, () -> region.store.readRange(location, range, etag));
  }

  private <T> T read(StoreOperation operation, Location location, Supplier<T> request) {
    world.counters.count("reads");
    Optional<Fault> fault = world.network.next(process, region, false);
    world.note(process, operation, location, fault.map(Enum::name).orElse(""));
    if (fault.isPresent()) {
      world.schedule.sleep(fault.get() == Fault.SLOW_DOWN ? latency() : timeout());
      throw failure(fault.get(), location);
    }
    world.schedule.sleep(2 * latency());
    return request.get();
  }

  private long latency() {
    return world.network.latency();
  }

  private long timeout() {
    return world.network.timeout();
  }

  private static StoreException failure(Fault fault, Location location) {
    return new StoreException(
        fault == Fault.SLOW_DOWN ? THROTTLED : TRANSIENT, location + ": " + fault);
  }

  @Override
  public CreateOutcome createExclusive(NewObject object) {
    NewObject kept = replayable(object);
    try {
      return change(CREATE_EXCLUSIVE, kept.location(), () -> region.store.createExclusive(kept));
    } catch (StoreException e) {
      return new CreateOutcome.Unknown(e);
    }
  }

  @Override
  public void overwrite(NewObject object) {
    NewObject kept = replayable(object);
    boolean unused =
        change(
            OVERWRITE,
            kept.location(),
            () -> {
              region.store.overwrite(kept);
              return true;
            });
  }

  @Override
  public String copyWithin(
      Location source, String etag, Location target, Map<String, String> metadata) {
    return change(
        COPY_WITHIN, target, () -> region.store.copyWithin(source, etag, target, metadata));
  }

  @Override
  public void delete(Location location) {
    boolean unused =
        change(
            DELETE,
            location,
            () -> {
              region.store.delete(location);
              return true;
            });
  }

  /** The sender may be gone when the bytes are wanted. */
  private static NewObject replayable(NewObject object) {
    try (InputStream bytes = object.body().open()) {
      return new NewObject(
          object.location(), ObjectBody.of(bytes.readAllBytes()), object.metadata());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a change, and waits for the answer. */
  private <T> T change(StoreOperation operation, Location location, Supplier<T> request) {
    world.counters.count("changes");
    try {
      world.witness().sending(process, region, operation, location);
    } catch (Violation e) {
      world.schedule.fail(e);
    }
    mishaps.beforeChange(process);
    if (world.network.happens(BEFORE_SENDING)) {
      world.schedule.sleep(latency());
    }
    Optional<Fault> fault = drawn(operation);
    world.note(process, operation, location, fault.map(Enum::name).orElse(""));
    AtomicReference<T> answer = new AtomicReference<>();
    AtomicReference<StoreException> refusal = new AtomicReference<>();
    Runnable effect = () -> carryOut(operation, location, () -> tried(request, answer, refusal));
    if (fault.isPresent()) {
      fail(fault.get(), effect);
      throw failure(fault.get(), location);
    }
    long sent = latency();
    world.schedule.at(world.schedule.now() + sent, effect);
    world.schedule.sleep(sent + latency());
    mishaps.afterChange(process);
    if (refusal.get() != null) {
      throw refusal.get();
    }
    return answer.get();
  }

  /** Only what a daemon puts is delayed for long; what others send is late by a moment at most. */
  private Optional<Fault> drawn(StoreOperation operation) {
    boolean put = operation == CREATE_EXCLUSIVE || operation == OVERWRITE;
    Optional<Fault> fault = world.network.next(process, region, true);
    return fault.map(
        drawn ->
            drawn == Fault.DELAYED_PUT && !(put && process.daemon) ? Fault.LOST_ANSWER : drawn);
  }

  private void fail(Fault fault, Runnable effect) {
    long now = world.schedule.now();
    if (fault == Fault.LOST_ANSWER) {
      world.schedule.at(now + latency(), effect);
    } else if (fault == Fault.DELAYED_PUT) {
      world.schedule.at(now + world.network.delay(), effect);
    }
    world.schedule.sleep(fault == Fault.SLOW_DOWN ? latency() : timeout());
  }

  private static <T> void tried(
      Supplier<T> request, AtomicReference<T> answer, AtomicReference<StoreException> refusal) {
    try {
      answer.set(request.get());
    } catch (StoreException e) {
      refusal.set(e);
    }
  }

  private void carryOut(StoreOperation operation, Location location, Runnable request) {
    Optional<ByteBuffer> before =
        region.store.open(location).map(ObjectContent::readAll).map(ByteBuffer::wrap);
    request.run();
    boolean there = region.store.head(location).isPresent();
    boolean changed =
        switch (operation) {
          case CREATE_EXCLUSIVE -> before.isEmpty() && there;
          case DELETE -> before.isPresent();
          case OVERWRITE, COPY_WITHIN -> there;
          case LIST,
              HEAD,
              OPEN,
              READ_RANGE,
              BEGIN_UPLOAD,
              UPLOAD_PART,
              COPY_PART,
              COMPLETE_UPLOAD,
              ABORT_UPLOAD ->
              throw new IllegalStateException(operation + " changes nothing");
        };
    if (changed) {
      world.note(process, operation, location, "done");
      world.witness().carriedOut(new StoreEffect(process, region, operation, location, before));
    }
  }

  @Override
  public MultipartUpload beginUpload(Location target, Map<String, String> metadata) {
    throw new UnsupportedOperationException("simulated files are small");
  }

  @Override
  public void close() {}
}
