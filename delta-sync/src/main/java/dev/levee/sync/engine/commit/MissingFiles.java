package dev.levee.sync.engine.commit;

import dev.levee.sync.log.Commit;
import dev.levee.sync.log.FileAction;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.model.Location;
import dev.levee.sync.plan.CommitPlanner;
import dev.levee.sync.plan.PlanOutcome;
import dev.levee.sync.plan.RequiredObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Files that are gone from the primary (VACUUM removed them), and which of them are still live
 * after a run of commits. A version that needs one can be read on neither side; the replica may
 * show it only in passing, until a version is reached that needs none.
 */
final class MissingFiles {
  private static final Protocol ANY = Protocol.legacy(1, 2);

  private final CommitPlanner planner;
  private final Set<Location> missing = new HashSet<>();
  private final Map<Location, Set<String>> liveKeys = new HashMap<>();

  MissingFiles(CommitPlanner planner) {
    this.planner = planner;
  }

  void add(Collection<RequiredObject> objects) {
    objects.forEach(object -> missing.add(object.source()));
  }

  boolean isEmpty() {
    return missing.isEmpty();
  }

  int count() {
    return missing.size();
  }

  /** Begins again from these live files, and follows the commits. */
  void replay(List<FileAction.Add> liveBefore, List<Commit> commits) {
    liveKeys.clear();
    liveBefore.forEach(this::added);
    commits.forEach(commit -> commit.files().forEach(this::follow));
  }

  /** One file that is missing and live after the commits followed. */
  Optional<Location> stillLive() {
    return liveKeys.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst();
  }

  private void follow(FileAction action) {
    if (action instanceof FileAction.Add add) {
      added(add);
    } else if (action instanceof FileAction.Remove remove) {
      String key = key(remove.path(), remove.deletionVector());
      liveKeys.values().forEach(keys -> keys.remove(key));
    }
  }

  /** Which file an add stands for is a question to the planner, which knows all kinds of them. */
  private void added(FileAction.Add add) {
    Commit alone =
        new Commit(
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(add),
            List.of(),
            Set.of());
    if (planner.plan(alone, ANY) instanceof PlanOutcome.Planned planned) {
      for (RequiredObject object : planned.plan().objects()) {
        if (missing.contains(object.source())) {
          liveKeys
              .computeIfAbsent(object.source(), unused -> new HashSet<>())
              .add(key(add.path(), add.deletionVector()));
        }
      }
    }
  }

  /** Delta's key of a logical file (protocol, "Add File and Remove File"). */
  private static String key(String path, Optional<dev.levee.sync.log.DeletionVector> vector) {
    return path + "\n" + vector.map(dev.levee.sync.log.DeletionVector::uniqueId).orElse("");
  }
}
