package dev.levee.sync.engine.direction;

import dev.levee.sync.engine.CatalogStatus;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.GroupStatus;
import dev.levee.sync.engine.MirrorStatus;
import dev.levee.sync.engine.Progress;
import dev.levee.sync.engine.TableStatus;
import dev.levee.sync.engine.control.Ownership;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.group.Owner;
import dev.levee.sync.model.Location;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What other threads see of a group: written by the group's thread, read by any. */
public final class GroupView {
  private final GroupSpec spec;
  private volatile Optional<GroupRecord> record = Optional.empty();
  private volatile Optional<Direction> direction = Optional.empty();
  private volatile boolean owner;
  private volatile List<String> standbys = List.of();
  private volatile Optional<String> problem = Optional.empty();
  private volatile Optional<String> searchProblem = Optional.empty();
  private volatile boolean settledOnce;
  private volatile Progress earlier = Progress.NONE;

  public GroupView(GroupSpec spec) {
    this.spec = spec;
  }

  public void update(Ownership ownership, Optional<Direction> now) {
    record = ownership.known();
    owner = ownership.isOwner();
    if (!direction.equals(now)) {
      direction.ifPresent(ended -> earlier = earlier.plus(ended.progress().done()));
      direction = now;
    }
    settledOnce = settledOnce || now.filter(d -> d.isSettled(true)).isPresent();
  }

  /** Who stands by now. */
  public void standbys(List<String> labels) {
    standbys = labels;
  }

  public void problem(Optional<String> what) {
    problem = what;
  }

  void searchProblem(Optional<String> what) {
    searchProblem = what;
  }

  /** Whether every table was caught up or held once since the group was started. */
  public boolean isSettledOnce() {
    return settledOnce;
  }

  public List<TableStatus> tables() {
    return direction.map(Direction::status).orElse(List.of());
  }

  public List<MirrorStatus> mirrors() {
    return direction.map(Direction::mirrorStatus).orElse(List.of());
  }

  public Optional<CatalogStatus> catalog() {
    return direction.flatMap(Direction::catalog).map(CatalogTrack::status);
  }

  /** What new objects mean for the group; nothing while another daemon works on it. */
  public Announcements announcements(Collection<Location> created) {
    return direction.map(running -> Announcements.of(created, running)).orElse(Announcements.NONE);
  }

  public GroupStatus status() {
    Optional<GroupRecord> known = record;
    Optional<Direction> running = direction;
    var primary = known.map(GroupRecord::primary).orElse(spec.initialPrimaryRegion());
    return new GroupStatus(
        spec.name(),
        known.map(GroupRecord::state).orElse(GroupState.CREATING),
        known.map(GroupRecord::epoch).orElse(1L),
        primary,
        spec.otherThan(primary).name(),
        point(running, known, true),
        point(running, known, false),
        known.map(GroupRecord::paused).orElse(false),
        owner ? GroupStatus.Role.OWNER : GroupStatus.Role.STANDBY,
        known.flatMap(GroupRecord::owner).map(Owner::label).orElse(""),
        standbys,
        problem
            .or(() -> searchProblem)
            .or(() -> catalogProblem(running))
            .or(() -> known.flatMap(GroupRecord::problem)),
        running.map(d -> d.tables().size()).orElse(0),
        running.map(Direction::heldTables).orElse(0),
        earlier.plus(running.map(Direction::progress).orElse(Progress.NONE)),
        known.map(GroupRecord::created),
        known.map(GroupRecord::updated));
  }

  private static Optional<String> catalogProblem(Optional<Direction> running) {
    return running
        .flatMap(Direction::catalog)
        .flatMap(CatalogTrack::problem)
        .map(what -> "catalog: " + what);
  }

  /**
   * The point of this run or, until there is one, that of the control record; never an older one.
   */
  private static Optional<Instant> point(
      Optional<Direction> running, Optional<GroupRecord> known, boolean withHeld) {
    Optional<Instant> now = running.flatMap(d -> d.replicationPoint(withHeld));
    Optional<Instant> saved = known.flatMap(GroupRecord::replicationPoint);
    if (now.isPresent() && saved.isPresent() && now.get().isBefore(saved.get())) {
      return saved;
    }
    return now.isPresent() ? now : saved;
  }
}
