package dev.levee.sync.catalog;

import java.util.List;
import java.util.Optional;

/**
 * What of an asset a target can hold.
 *
 * @param entry the entry as the target can hold it, or empty when it cannot hold it at all
 * @param misfits what is not in it; empty exactly when the entry is whole
 */
public record Fit(Optional<CatalogEntry> entry, List<Misfit> misfits) {
  /** Checks that nothing is left out in silence. */
  public Fit {
    misfits = List.copyOf(misfits);
    if (entry.isEmpty() && misfits.isEmpty()) {
      throw new IllegalArgumentException("what cannot be held is said");
    }
  }
}
