package dev.levee.sync.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.sync.log.LogFile;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectContent;
import java.util.Arrays;
import java.util.Optional;

/** What must be true once all faults have stopped and some time has passed. */
final class Ending {
  private final World world;
  private final Lake lake;
  private final Roles roles;
  private final Explanations explanations;

  Ending(World world, Lake lake, Roles roles, Explanations explanations) {
    this.world = world;
    this.lake = lake;
    this.roles = roles;
    this.explanations = explanations;
  }

  /** Why the group has not settled yet; empty when it has. */
  Optional<String> unsettled(Fleet fleet) {
    Optional<SimulatedDaemon> owner = fleet.owner();
    if (owner.isEmpty()) {
      return Optional.of("nobody owns the group");
    }
    if (roles.current().isEmpty()) {
      return Optional.of("somebody owns the group, and there is no record of it");
    }
    Roles.ControlRecord record = roles.current().get();
    if (!record.state().equals("ACTIVE") || record.paused()) {
      return Optional.of("the group is " + record);
    }
    return lake.tables(roles.primary()).stream()
        .flatMap(table -> difference(table).stream())
        .findFirst()
        .map(difference -> difference + "; " + owner.get().tables());
  }

  /** How the two sides of a table differ; empty when they are equal, or cannot be. */
  private Optional<String> difference(String table) {
    TableHistory ours = lake.history(roles.primary(), table);
    TableHistory theirs = lake.history(world.otherThan(roles.primary()), table);
    if (explanations.has(table)) {
      return Optional.empty();
    }
    for (CommitRecord commit : ours.commits.values()) {
      CommitRecord twin = theirs.commits.get(commit.version());
      boolean contained = twin == null && theirs.isInACheckpoint(commit.version());
      if (!contained && (twin == null || !twin.hasSameBytes(commit))) {
        return Optional.of("version %d of %s is not replicated".formatted(commit.version(), table));
      }
    }
    return theirs.head() > ours.head()
        ? Optional.of("%s has versions that the primary does not have".formatted(table))
        : missingFile(table, ours);
  }

  private Optional<String> missingFile(String table, TableHistory history) {
    if (!history.isLive()) {
      return Optional.empty();
    }
    for (Region region : world.regions()) {
      for (LiveFile file : history.commits.lastEntry().getValue().live().values()) {
        if (!hasRightBytes(region, table, file.path())) {
          return Optional.of("%s of %s is not in %s".formatted(file.path(), table, region));
        }
        if (file.vector().filter(v -> !hasRightBytes(region, table, v.path())).isPresent()) {
          return Optional.of("%s of %s is not in %s".formatted(file.vector(), table, region));
        }
      }
    }
    return Optional.empty();
  }

  private boolean hasRightBytes(Region region, String table, String path) {
    Location location = region.table(table).resolve(path);
    return region
        .store
        .open(location)
        .map(ObjectContent::readAll)
        .filter(bytes -> Arrays.equals(bytes, lake.file(table, path).orElse(null)))
        .isPresent();
  }

  /**
   * I9: whatever writers have committed is in a log, or in quarantine. Where the two sides settled
   * they are equal, so only what came later, or is held, can be in one log alone.
   */
  void assertNothingIsLost() {
    for (Lake.Obligation one : lake.obligations()) {
      CommitRecord commit = one.commit();
      boolean kept = isInLog(world.east, one) || isInLog(world.west, one) || isInQuarantine(one);
      Violation.unless(
          kept || !lake.tables(roles.primary()).contains(one.table()),
          "I9: version %d of %s, committed in %s at %.3f, is lost",
          commit.version(),
          one.table(),
          one.region(),
          commit.visibleAt() / 1e9);
    }
  }

  private boolean isInLog(Region region, Lake.Obligation one) {
    CommitRecord found = lake.history(region, one.table()).commits.get(one.commit().version());
    return found != null && found.hasSameBytes(one.commit());
  }

  /** With all of its files where they were. */
  private boolean isInQuarantine(Lake.Obligation one) {
    String name = "/_delta_log/" + LogFile.commitName(one.commit().version());
    Location folder = one.region().control.resolve(World.GROUP + "/quarantine/");
    Listing listing = new Listing(one.region().store, ListRequest.everythingBelow(folder));
    while (listing.hasNext()) {
      Location found = listing.next().location();
      boolean same =
          found.key().endsWith(name)
              && Arrays.equals(
                  one.region().store.open(found).map(ObjectContent::readAll).orElseThrow(),
                  one.commit().text().getBytes(UTF_8));
      if (same) {
        return one.commit().content().needs().stream()
            .allMatch(
                path ->
                    lake.isVacuumed(one.table(), path)
                        || hasRightBytes(one.region(), one.table(), path));
      }
    }
    return false;
  }
}
