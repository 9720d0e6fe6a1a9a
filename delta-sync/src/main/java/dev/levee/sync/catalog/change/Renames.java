package dev.levee.sync.catalog.change;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.ReplicaEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Assets that have another name in the primary than in the secondary, known by the identifier that
 * the primary's server gave them. Catalogs first, then schemas, then what they hold: a container's
 * rename moves everything in it.
 */
final class Renames {
  private final SortedMap<AssetId, ReplicaEntry> entries;
  private final PresentCatalog present;
  private final Map<String, AssetId> liveByServerId = new HashMap<>();
  private final List<CatalogChange.Rename> planned = new ArrayList<>();
  private final Set<AssetId> moved = new HashSet<>();

  Renames(SortedMap<AssetId, ReplicaEntry> entries, PresentCatalog present) {
    this.entries = entries;
    this.present = present;
    entries.values().stream()
        .filter(entry -> entry.droppedAt().isEmpty() && !entry.entry().serverId().isEmpty())
        .forEach(entry -> liveByServerId.put(entry.entry().serverId(), entry.id()));
  }

  /** Plans every rename, and gives the assets their new names in the present catalog. */
  List<CatalogChange.Rename> plan() {
    for (ReplicaEntry old : entries.values()) {
      Optional<AssetId> live = newName(old);
      if (live.isPresent() && old.registration().isLevees()) {
        AssetId now = presentName(old.id());
        if (isRename(now, live.get())) {
          rename(now, live.get().name());
        }
      }
    }
    return planned;
  }

  /** What is Levee's stays so under its new name, and what it holds as well. */
  private void rename(AssetId from, AssetName to) {
    List<AssetId> moving = new ArrayList<>(present.within(from));
    moving.add(from);
    for (AssetId id : moving) {
      ReplicaEntry known = entries.get(id);
      if (id.equals(from) || (known != null && known.registration().isLevees())) {
        moved.add(id.movedWith(from.name(), to));
      }
    }
    planned.add(new CatalogChange.Rename(from, to));
    present.rename(from, to);
  }

  /** Whether an asset that is Levee's has got this name by what is planned. */
  boolean isMovedHere(AssetId id) {
    return moved.contains(id);
  }

  /** The name that a retired entry's asset has in the primary now; empty when it has none. */
  Optional<AssetId> newName(ReplicaEntry retired) {
    CatalogEntry entry = retired.entry();
    return retired.droppedAt().isEmpty() || entry.serverId().isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(liveByServerId.get(entry.serverId()))
            .filter(live -> !live.equals(retired.id()));
  }

  /** Under which name the secondary has an asset, after what is planned so far. */
  AssetId presentName(AssetId id) {
    AssetName name = id.name();
    for (CatalogChange.Rename rename : planned) {
      name = PresentCatalog.renamed(name, rename.from().name(), rename.to());
    }
    return new AssetId(id.kind(), name);
  }

  private boolean isRename(AssetId from, AssetId to) {
    return from.kind() == to.kind()
        && !from.equals(to)
        && from.parent().equals(to.parent())
        && present.holds(from)
        && !present.holds(to);
  }
}
