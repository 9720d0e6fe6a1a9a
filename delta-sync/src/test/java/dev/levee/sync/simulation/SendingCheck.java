package dev.levee.sync.simulation;

import dev.levee.sync.log.LogFile;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.testing.StoreOperation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * I8: who lets a commit through its gate owns the group. One that waits behind its gate may be
 * overtaken; its later attempts at the same commit are part of the same passage.
 */
final class SendingCheck {
  private final Roles roles;
  private final Map<Activity, Location> underWay = new HashMap<>();
  private final World world;

  SendingCheck(World world, Roles roles) {
    this.world = world;
    this.roles = roles;
  }

  void sending(SimulatedProcess process, Region region, StoreOperation operation, Location object) {
    Optional<LogFile> file = Lake.place(region, object).flatMap(Lake.Place::logFile);
    boolean commit = file.filter(LogFile.Commit.class::isInstance).isPresent();
    if (!process.daemon || operation != StoreOperation.CREATE_EXCLUSIVE || !commit) {
      return;
    }
    Location before = underWay.put(world.schedule.current(), object);
    String owner = roles.current().map(Roles.ControlRecord::owner).orElse("");
    Violation.unless(
        object.equals(before) || owner.isEmpty() || owner.equals(process.toString()),
        "I8: %s publishes %s while %s owns the group",
        process,
        object,
        owner);
  }
}
