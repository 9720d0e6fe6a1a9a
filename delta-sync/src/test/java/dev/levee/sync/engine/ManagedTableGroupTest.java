package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.CatalogTarget;
import dev.levee.sync.catalog.change.DropPolicy;
import dev.levee.sync.catalog.durable.DeltaCatalogReplica;
import dev.levee.sync.catalog.replication.CatalogPolicy;
import dev.levee.sync.catalog.replication.CatalogSides.Side;
import dev.levee.sync.catalog.standin.Fault;
import dev.levee.sync.catalog.standin.Faults;
import dev.levee.sync.catalog.unity.UnityCatalog;
import dev.levee.sync.catalog.unity.UnityCatalogSettings;
import dev.levee.sync.engine.TwoRegions.RunningDaemon;
import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A table whose commits its catalog ratifies before the log shows them. */
class ManagedTableGroupTest {
  private final TwoRegions regions = TwoRegions.inMemory();
  private final ManagedTable table =
      new ManagedTable(regions.store(EAST), regions.data(EAST).resolve("managed"));

  @AfterEach
  void close() {
    table.close();
  }

  private GroupSpec spec() {
    GroupSpec group = regions.spec(TwoRegions.quick());
    CatalogPolicy policy =
        new CatalogPolicy(
            new CatalogScope(new TreeSet<>(Set.of("sales"))),
            new DropPolicy(Duration.ZERO, 50),
            Duration.ofMinutes(1));
    CatalogTarget east =
        new UnityCatalog(UnityCatalogSettings.of(table.server.uri(), () -> ""), new SystemTime());
    CatalogSpec catalogs =
        new CatalogSpec(
            policy,
            Duration.ofMillis(100),
            CatalogSpec.VolumeFiles.METADATA,
            CatalogSpec.Origin.SERVER,
            List.of(side(group, EAST, Optional.of(east)), side(group, WEST, Optional.empty())));
    return new GroupSpec(
        group.name(),
        group.regions(),
        EAST,
        group.mappings(),
        List.of(),
        List.of(),
        group.settings(),
        Optional.empty(),
        Optional.of(catalogs));
  }

  private static Side side(GroupSpec group, RegionName region, Optional<CatalogTarget> server) {
    RegionSpec at = group.region(region);
    DeltaCatalogReplica replica =
        new DeltaCatalogReplica(
            at.store(),
            ControlFolder.of(at, group.name()).catalog(),
            DeltaCatalogReplica.Settings.DEFAULT,
            new SystemTime());
    return new Side(region, server, replica);
  }

  /** Once the table is live. */
  private RunningDaemon start() {
    RunningDaemon daemon = regions.start(spec());
    daemon.await("found", () -> !daemon.group().tables().isEmpty());
    daemon.await("live", () -> status(daemon).phase() == TableStatus.Phase.TAILING);
    daemon.await("active", () -> daemon.status().state() == GroupState.ACTIVE);
    return daemon;
  }

  private static TableStatus status(RunningDaemon daemon) {
    return daemon.group().tables().get(0);
  }

  private Optional<byte[]> replicated(long version) {
    Location root = regions.data(WEST).resolve(relative(table.root()));
    return regions.store(WEST).open(LogListing.commit(root, version)).map(ObjectContent::readAll);
  }

  private String relative(Location place) {
    return place.relativeTo(regions.data(EAST)).orElseThrow();
  }

  private void awaitHold(RunningDaemon daemon, HoldReason reason) {
    daemon.await("held", () -> status(daemon).hold().map(Hold::reason).equals(Optional.of(reason)));
  }

  private void awaitLater(RunningDaemon daemon, Instant than) {
    daemon.await(
        "a later replication point",
        () -> daemon.status().replicationPoint().filter(than::isBefore).isPresent());
  }

  @Test
  void whatTheCatalogHasRatifiedIsReplicatedBeforeItIsPublished() {
    table.publish(1, table.commit(1));
    String second;
    try (RunningDaemon daemon = start()) {
      second = table.commit(2);
      String third = table.commit(3);
      daemon.await("ratified", () -> replicated(3).isPresent());
      assertThat(replicated(2)).contains(table.bytes(table.staged(second)));
      assertThat(replicated(3)).contains(table.bytes(table.staged(third)));
      String file = "part-" + third.substring(21).replace(".json", "");
      assertThat(
              regions
                  .store(WEST)
                  .head(regions.data(WEST).resolve(relative(table.root().resolve(file)))))
          .isPresent();
      awaitLater(daemon, Instant.now());
      assertThat(status(daemon).possiblyUnreplicated()).isZero();
    }
    table.server.forgetRequests();
    try (RunningDaemon daemon = start()) {
      awaitLater(daemon, Instant.now());
      assertThat(status(daemon).hold()).isEmpty();
      table.publish(2, second);
      table.commit(4);
      daemon.await("goes on", () -> replicated(4).isPresent());
      awaitLater(daemon, Instant.now());
      assertThat(status(daemon).hold()).isEmpty();
    }
  }

  @Test
  void lostRacesAreNotReplicatedAndHoldNothingUp() {
    try (RunningDaemon daemon = start()) {
      String lost = table.stage(1);
      String won = table.commit(1);
      table.stage(2);
      daemon.await("ratified", () -> replicated(1).isPresent());
      assertThat(replicated(1)).contains(table.bytes(table.staged(won)));
      assertThat(replicated(1).orElseThrow()).isNotEqualTo(table.bytes(table.staged(lost)));
      awaitLater(daemon, Instant.now());
      assertThat(status(daemon).possiblyUnreplicated()).isZero();
      assertThat(replicated(2)).isEmpty();
    }
  }

  @Test
  void whileTheCatalogCannotBeAskedTheReplicationPointStandsAndNoFailoverIsPlanned() {
    try (RunningDaemon daemon = start()) {
      table.server.setFaults(
          Faults.when(
              request -> request.path().equals(ManagedTable.COMMITS),
              Fault.before(Fault.Outcome.UNAVAILABLE)));
      String name = table.stage(1);
      Instant staged =
          regions.store(EAST).head(table.staged(name)).map(ObjectAttributes::lastModified).get();
      daemon.await("shown", () -> status(daemon).possiblyUnreplicated() == 1);
      assertThat(daemon.status().replicationPoint().orElseThrow()).isBeforeOrEqualTo(staged);
      assertThat(daemon.group().events(0))
          .anySatisfy(event -> assertThat(event.toString()).contains("cannot be asked"));
      daemon.failover(WEST, FailoverType.PLANNED);
      daemon.await("given up", () -> daemon.status().problem().isPresent());
      assertThat(daemon.status().problem().orElseThrow()).contains("does not show yet");
      assertThat(daemon.status().replicationPoint().orElseThrow()).isBeforeOrEqualTo(staged);

      table.server.setFaults(Faults.none());
      table.ratify(1, name);
      daemon.await("asked again", () -> replicated(1).isPresent());
      awaitLater(daemon, Instant.now());
    }
  }

  @Test
  void anotherCommitPublishedThanTheOneThatWasRatifiedHoldsTheTable() {
    try (RunningDaemon daemon = start()) {
      table.commit(1);
      daemon.await("ratified", () -> replicated(1).isPresent());
      table.put(LogListing.commit(table.root(), 1), table.bytes(table.staged(table.stage(1))));
      table.put(LogListing.commit(table.root(), 2), table.bytes(table.staged(table.stage(2))));
      awaitHold(daemon, HoldReason.SOURCE_REWRITTEN);
      assertThat(replicated(2)).isEmpty();
    }
  }

  @Test
  void aStagedCommitThatIsNotTheRatifiedOneIsNotReplicated() {
    try (RunningDaemon daemon = start()) {
      String name = table.stage(1);
      table.ratify(1, name, 7);
      awaitHold(daemon, HoldReason.SOURCE_CORRUPT);
      assertThat(replicated(1)).isEmpty();
    }
  }

  @Test
  void aPublishedVersionThatTheLogDoesNotHaveHoldsTheTable() {
    try (RunningDaemon daemon = start()) {
      table.commit(1);
      daemon.await("ratified", () -> replicated(1).isPresent());
      table.commit(2);
      daemon.await("ratified", () -> replicated(2).isPresent());
      table.ratify(3, "%020d.%s.json".formatted(3, "gone"), 7);
      awaitHold(daemon, HoldReason.GAP);
      table.backfilled(3);
      assertThat(replicated(3)).isEmpty();
    }
  }

  @Test
  void aPlannedFailoverTakesWhatIsRatifiedAlongAndTellsTheCatalogNothing() {
    try (RunningDaemon daemon = start()) {
      String name = table.commit(1);
      daemon.await("ratified", () -> replicated(1).isPresent());
      table.server.forgetRequests();
      assertThat(daemon.failover(WEST, FailoverType.PLANNED))
          .isInstanceOf(FailoverAnswer.Accepted.class);
      daemon.await(
          "past the point where it can be given up",
          () ->
              daemon.group().events(0).stream()
                  .anyMatch(event -> event.toString().contains("gets no fence")));
      assertThat(replicated(1)).contains(table.bytes(table.staged(name)));
      assertThat(table.requests("GET")).isPositive();
      assertThat(table.requests("POST")).isZero();
    }
  }
}
