package dev.levee.bench.running;

import dev.levee.sync.model.RegionName;
import java.util.Locale;

/** Which store. The names stay when roles change: the primary is what it was at the beginning. */
public enum Side {
  PRIMARY,
  SECONDARY;

  /** The region that it is to Levee. */
  public RegionName region() {
    return new RegionName(name().toLowerCase(Locale.ROOT));
  }
}
