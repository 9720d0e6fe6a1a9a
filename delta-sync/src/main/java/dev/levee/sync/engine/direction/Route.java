package dev.levee.sync.engine.direction;

import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.rewrite.PathTransform;
import dev.levee.sync.store.PairedPrefix;
import java.util.Optional;

/**
 * From which region of a group to which is replicated, and so where everything lies on both sides.
 *
 * @param spec the group
 * @param primary the region that is replicated from
 * @param secondary the other one
 */
record Route(GroupSpec spec, RegionSpec primary, RegionSpec secondary) {
  static Route from(RegionSpec primary, GroupSpec spec) {
    return new Route(spec, primary, spec.otherThan(primary.name()));
  }

  /** The table with this root in the primary; empty where no location mapping covers it. */
  Optional<TableId> table(Location root) {
    return spec.mappings().table(root, primary.name());
  }

  TableRoots roots(TableId table) {
    return new TableRoots(
        table,
        spec.mappings().root(table, primary.name()),
        spec.mappings().root(table, secondary.name()));
  }

  PairedPrefix sides(TableRoots roots) {
    return new PairedPrefix(primary.store(), roots.source(), secondary.store(), roots.target());
  }

  PathTransform paths() {
    return PathTransform.between(spec.mappings(), primary.name(), secondary.name());
  }

  ControlFolder secondaryControl() {
    return ControlFolder.of(secondary, spec.name());
  }
}
