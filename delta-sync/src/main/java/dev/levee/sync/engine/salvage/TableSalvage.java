package dev.levee.sync.engine.salvage;

import dev.levee.sync.copy.CopyExecutor;
import dev.levee.sync.copy.CopySettings;
import dev.levee.sync.copy.FileCopier;
import dev.levee.sync.copy.TableCopier;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.failover.StoredGroup;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.salvage.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows which lost commits of a table can be applied again, and applies them: files first, then one
 * commit for each, in their order, at the version after the state by which it was judged. A run
 * that is cut off leaves files that no commit names, and whole commits; the next one goes on, for
 * the table itself says which lost commits it has. Nothing is removed from the quarantine.
 *
 * <p>To the table it is one more writer. Should the roles change between the last look at them and
 * a commit, the commit is one of an old primary, and goes to the quarantine like any other.
 */
public final class TableSalvage {
  private final StoredGroup group;
  private final TableId table;
  private final GroupRecord begun;
  private final RegionSpec primary;
  private final Location root;
  private final Copying copying;

  /** How files are copied. */
  public record Copying(CopyExecutor executor, CopySettings settings) {}

  private TableSalvage(StoredGroup group, TableId table, Copying copying) {
    this.group = group;
    this.table = table;
    this.copying = copying;
    this.begun = record();
    this.primary = group.spec().region(begun.primary());
    this.root = group.spec().mappings().root(table, begun.primary());
  }

  /**
   * Salvage of one table into the region that the control log names as primary.
   *
   * @throws SalvageException of kind {@code REFUSED} when the group's state forbids it
   * @throws dev.levee.sync.store.StoreException when that cannot be read
   */
  public static TableSalvage of(StoredGroup group, TableId table, Copying copying) {
    return new TableSalvage(group, table, copying);
  }

  /** The region that takes the commits. */
  public RegionSpec primary() {
    return primary;
  }

  /**
   * The lost commits, ascending within each branch, and what may be done with each. Only reads.
   *
   * @throws SalvageException when the quarantine, or the table, cannot be read
   */
  public List<SalvagedCommit> examine() {
    List<SalvagedCommit> examined = new ArrayList<>();
    for (QuarantinedBranch quarantined : new QuarantineReader(group).branches(table)) {
      BranchSalvage branch = salvage(quarantined);
      List<Verdict> verdicts = branch.verdicts();
      for (int i = 0; i < verdicts.size(); i++) {
        examined.add(branch.result(i, verdicts.get(i), false));
      }
    }
    return examined;
  }

  /**
   * Applies what can be applied.
   *
   * @return all lost commits as they are afterwards
   * @throws SalvageException also when roles changed meanwhile
   */
  public List<SalvagedCommit> apply() {
    List<SalvagedCommit> results = new ArrayList<>();
    for (QuarantinedBranch quarantined : new QuarantineReader(group).branches(table)) {
      BranchSalvage branch = salvage(quarantined);
      List<Verdict> before = branch.verdicts();
      for (int i = 0; i < before.size(); i++) {
        results.add(
            before.get(i) instanceof Verdict.Reappliable
                ? branch.apply(i, this::checkRoles)
                : branch.result(i, before.get(i), false));
      }
    }
    return results;
  }

  private BranchSalvage salvage(QuarantinedBranch quarantined) {
    FileCopier copier =
        new FileCopier(quarantined.region().store(), primary.store(), copying.settings());
    TableCopier tableCopier =
        new TableCopier(table, copier, copying.executor(), copied -> {}, () -> true);
    return new BranchSalvage(
        new BranchSalvage.Names(group.spec().name(), table),
        quarantined,
        new PrimaryTable(primary, root),
        new LostFiles(quarantined, primary, root, tableCopier));
  }

  private GroupRecord record() {
    GroupRecord record =
        group
            .record()
            .orElseThrow(() -> SalvageException.refused("no daemon has worked on this group yet"));
    GroupState state = record.state();
    if (state != GroupState.ACTIVE && state != GroupState.INITIAL_REPLICATION) {
      throw SalvageException.refused(
          "group %s is %s; salvage once its roles stand".formatted(record.group(), state));
    }
    return record;
  }

  private void checkRoles() {
    GroupRecord record = record();
    if (record.epoch() != begun.epoch()) {
      throw SalvageException.refused(
          "the roles of group %s have changed; start again".formatted(record.group()));
    }
  }
}
