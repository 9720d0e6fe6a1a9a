package dev.levee.sync.catalog.change;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.View;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which assets can be created: by kind, and views after the views that they are made
 * from. Views in a circle come in the order of their names: a server that minds refuses them.
 */
final class ViewOrder {
  private final Map<AssetId, CatalogEntry> desired;
  private final Set<AssetId> ordered = new LinkedHashSet<>();
  private final Set<AssetId> entered = new LinkedHashSet<>();

  private ViewOrder(Map<AssetId, CatalogEntry> desired) {
    this.desired = desired;
  }

  static List<AssetId> of(Map<AssetId, CatalogEntry> desired) {
    ViewOrder order = new ViewOrder(desired);
    desired.keySet().stream().sorted().forEach(order::add);
    return new ArrayList<>(order.ordered);
  }

  private void add(AssetId id) {
    if (!entered.add(id)) {
      return;
    }
    if (desired.get(id).asset() instanceof View view) {
      view.dependencies().stream()
          .map(dependency -> new AssetId(AssetKind.VIEW, dependency.name()))
          .filter(dependency -> dependency.name().parts().size() == AssetKind.VIEW.nameParts())
          .filter(desired::containsKey)
          .forEach(this::add);
    }
    ordered.add(id);
  }
}
