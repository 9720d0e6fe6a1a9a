package dev.levee.sync.engine.divergence;

import dev.levee.sync.copy.Novelty;
import dev.levee.sync.engine.commit.TableContext;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.log.Commit;
import dev.levee.sync.log.FileAction;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.plan.PlanOutcome;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.rewrite.PathTransform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Files that commits of a branch that lost have removed from the table. Where that branch stays
 * away they are live again, and VACUUM may have deleted them meanwhile: replication alone would not
 * bring them back, for their commits are long replicated.
 */
final class LostRemovals {
  private static final Protocol ANY = Protocol.legacy(1, 2);

  private final TableContext context;
  private final Map<String, FileAction.Add> removed = new LinkedHashMap<>();

  LostRemovals(TableContext context) {
    this.context = context;
  }

  /** Notes what a commit of that branch has removed. */
  void follow(Commit lost) {
    PathTransform toPrimary = context.rewriting().paths().inverse();
    for (FileAction action : lost.files()) {
      if (action instanceof FileAction.Remove remove) {
        String path = toPrimary.rewrite(remove.path()).orElse(remove.path());
        removed.putIfAbsent(
            path + "\n" + remove.deletionVector(),
            new FileAction.Add(path, OptionalLong.empty(), false, remove.deletionVector()));
      }
    }
  }

  /**
   * Copies those to the secondary that it does not have and the primary has. The others were the
   * branch's own.
   *
   * @throws TableHeldException when the secondary has another file under one of the names
   */
  void bringBack() throws TableHeldException {
    Map<String, RequiredObject> objects = new LinkedHashMap<>();
    for (FileAction.Add file : removed.values()) {
      if (context.planner().plan(alone(file), ANY) instanceof PlanOutcome.Planned planned) {
        planned
            .plan()
            .objects()
            .forEach(object -> objects.putIfAbsent(object.target().toString(), object));
      }
    }
    List<RequiredObject> unused =
        context.copy(List.copyOf(objects.values()), Novelty.PERHAPS_THERE);
  }

  private static Commit alone(FileAction.Add file) {
    return new Commit(
        1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(file),
        List.of(),
        Set.of());
  }
}
