package dev.levee.sync.engine;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.testing.InterceptedObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import dev.levee.sync.sweep.DeletePolicy;
import dev.levee.sync.sweep.DeletesStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A simulated group with deletes: a table with ten live files, and one that was removed, replicated
 * and vacuumed more than a week ago.
 */
final class SweptGroup {
  static final Duration INTERVAL = Duration.ofMinutes(10);
  static final String OLD = "old.parquet";

  final SimulatedGroup group;
  private Predicate<ObjectEntry> shown = entry -> true;

  /** Shows recursive listings of the primary without what is hidden. */
  private final class Hiding extends InterceptedObjectStore {
    Hiding(ObjectStore store) {
      super(store);
    }

    @Override
    protected <T> T around(StoreCall call, Supplier<T> delegate) {
      return delegate.get();
    }

    @Override
    public ListPage list(ListRequest request) {
      ListPage page = super.list(request);
      List<ObjectEntry> objects =
          page.objects().stream().filter(e -> !request.recursive() || shown.test(e)).toList();
      return new ListPage(objects, page.prefixes(), page.continuation());
    }
  }

  SweptGroup() {
    this(new DeletePolicy(Duration.ofDays(7), 1000, 100, INTERVAL));
  }

  SweptGroup(DeletePolicy policy) {
    group = new SimulatedGroup(Hiding::new, ReplicationSettings.defaults().withDeletes(policy));
    HandMadeTable table = group.table();
    table.commit(
        0,
        """
        {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
        {"metaData":{"id":"6d3e","format":{"provider":"parquet","options":{}},"schemaString":"{\\"type\\":\\"struct\\",\\"fields\\":[]}","partitionColumns":[],"configuration":{}}}
        """);
    table.add(1, OLD, 50);
    for (int i = 2; i <= 11; i++) {
      table.add(i, "live-%d.parquet".formatted(i), 20);
    }
    table.remove(12, OLD);
    replicated(12);
  }

  /** Lets the primary's listings show only this. */
  void showing(Predicate<ObjectEntry> only) {
    shown = only;
  }

  HandMadeTable table() {
    return group.table();
  }

  SweptGroup replicated(long version) {
    group.runUntil(
        "replicated " + version,
        () ->
            group.view.tables().stream()
                .anyMatch(table -> table.secondaryVersion().orElse(-1) == version));
    return this;
  }

  /** More than a week goes by. */
  SweptGroup aWeekLater() {
    group.time.pass(Duration.ofDays(8));
    runFor(Duration.ofSeconds(40));
    return this;
  }

  /** The time of one look, and a little more. */
  SweptGroup oneLookLater() {
    group.time.pass(INTERVAL);
    runFor(Duration.ofSeconds(40));
    return this;
  }

  /** Two looks that agree, and what they lead to. */
  SweptGroup twoLooksLater() {
    return oneLookLater().oneLookLater();
  }

  /** Until a look has ended, and before anything is removed. */
  SweptGroup untilJustAfterTheNextLook() {
    Optional<Instant> before = deletes().lastLook();
    group.time.pass(INTERVAL);
    group.runUntil("looked", () -> !deletes().lastLook().equals(before));
    return this;
  }

  void runFor(Duration duration) {
    Instant end = group.time.now().plus(duration);
    group.runUntil("later", () -> group.time.now().isAfter(end));
  }

  DeletesStatus deletes() {
    return group.view.tables().get(0).deletes().orElseThrow();
  }

  boolean isInReplica(String name) {
    return group.westMemory.head(SimulatedGroup.WEST_TABLE.resolve(name)).isPresent();
  }

  /** Writes into the secondary, as nobody should. */
  void writtenByAnother(String name) {
    Location location = SimulatedGroup.WEST_TABLE.resolve(name);
    group.westMemory.overwrite(NewObject.of(location, new byte[] {1}));
  }

  /** How many objects were removed below the data of a region. */
  long removed() {
    return group.events.after(0).stream()
        .filter(event -> event.kind() == ReplicationEvent.Kind.OBJECTS_REMOVED)
        .count();
  }

  List<String> warnings() {
    return group.events.after(0).stream()
        .filter(event -> event.kind() == ReplicationEvent.Kind.WARNING)
        .map(ReplicationEvent::message)
        .toList();
  }
}
