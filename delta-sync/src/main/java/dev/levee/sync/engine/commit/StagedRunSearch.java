package dev.levee.sync.engine.commit;

import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which tables of a direction a daemon before this one may have left staged runs of: one listing
 * serves all tables that are taken up within some seconds after it. It is for the first search of a
 * table's position only: what this daemon stages itself may not be in it. From any thread.
 */
public final class StagedRunSearch implements Predicate<Location> {
  private static final Duration ONE_LOOK_SERVES = Duration.ofSeconds(10);

  private final ObjectStore secondary;
  private final Location folder;
  private final Time time;
  private volatile Optional<Look> look = Optional.empty();

  private record Look(long begunAt, Set<String> tables) {}

  /** A search below the secondary's control prefix, which has not begun. */
  public StagedRunSearch(ObjectStore secondary, ControlFolder control, Time time) {
    this.secondary = secondary;
    this.folder = control.stagedRuns();
    this.time = time;
  }

  /**
   * Whether anything is staged of the table with this root in the secondary.
   *
   * @throws dev.levee.sync.store.StoreException when the secondary cannot be listed
   */
  @Override
  public boolean test(Location root) {
    return recentLook().tables().contains(ControlFolder.digest(root));
  }

  /** Tables that begin at the same time may each look: nobody waits for another one's listing. */
  private Look recentLook() {
    long now = time.nanoTime();
    Optional<Look> recent = look.filter(last -> now - last.begunAt() < ONE_LOOK_SERVES.toNanos());
    if (recent.isPresent()) {
      return recent.get();
    }
    Look fresh = new Look(now, tables());
    look = Optional.of(fresh);
    return fresh;
  }

  private Set<String> tables() {
    Set<String> tables = new HashSet<>();
    new Listing(secondary, ListRequest.everythingBelow(folder))
        .forEachRemaining(
            entry -> {
              String path = entry.location().relativeTo(folder).orElseThrow();
              tables.add(path.substring(0, path.indexOf('/') + 1).replace("/", ""));
            });
    return tables;
  }
}
