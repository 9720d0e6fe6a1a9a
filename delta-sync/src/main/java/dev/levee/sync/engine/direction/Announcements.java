package dev.levee.sync.engine.direction;

import dev.levee.sync.engine.Notified;
import dev.levee.sync.log.LogObject;
import dev.levee.sync.log.LogObject.Kind;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What notifications of new objects mean for a direction. They are hints that anybody may have sent
 * and that may be lost or come twice: all they change is when something is looked at.
 *
 * @param byTable what is told of the tables that are known
 * @param search whether a table may be new
 * @param heeded the objects that any of this follows from
 */
public record Announcements(Map<TableId, Announced> byTable, boolean search, Set<Location> heeded) {
  /** Nothing follows. */
  static final Announcements NONE = new Announcements(Map.of(), false, Set.of());

  /** Copies what can change. */
  public Announcements {
    byTable = Collections.unmodifiableMap(new LinkedHashMap<>(byTable));
    heeded = Set.copyOf(heeded);
  }

  /**
   * What is told of one table.
   *
   * @param newest the newest version that has a commit; -1 for none
   * @param checkpoint whether there is a checkpoint
   */
  public record Announced(long newest, boolean checkpoint) {
    static Announced of(LogObject object) {
      boolean commit = object.kind() == Kind.COMMIT;
      return new Announced(commit ? object.version() : -1, object.kind() == Kind.CHECKPOINT);
    }

    Announced and(Announced other) {
      return new Announced(Math.max(newest, other.newest), checkpoint || other.checkpoint);
    }
  }

  /** What these new objects mean for a direction. From any thread; no store is asked. */
  static Announcements of(Collection<Location> created, Direction direction) {
    Map<TableId, Announced> byTable = new LinkedHashMap<>();
    Set<Location> heeded = new LinkedHashSet<>();
    boolean search = false;
    for (Location location : created) {
      Optional<LogObject> object = LogObject.at(location);
      if (object.isEmpty()) {
        continue;
      }
      Optional<TableEntry> known = direction.entry(object.get().root());
      if (known.isPresent()) {
        byTable.merge(known.get().id(), Announced.of(object.get()), Announced::and);
        heeded.add(location);
      } else if (isFirst(object.get()) && direction.discovers(object.get().root())) {
        search = true;
        heeded.add(location);
      }
    }
    return new Announcements(byTable, search, heeded);
  }

  private static boolean isFirst(LogObject object) {
    return object.kind() == Kind.COMMIT && object.version() == 0;
  }

  /** Whether nothing follows from them. */
  public boolean isEmpty() {
    return heeded.isEmpty();
  }

  /** What came of them, for who told. */
  public Notified notified() {
    return new Notified(heeded, byTable.size(), search);
  }
}
