package dev.levee.daemon.cli;

import dev.levee.daemon.Components;
import dev.levee.daemon.stores.ConfiguredEngines;
import dev.levee.daemon.stores.EmbeddedDevelopmentStore;
import dev.levee.daemon.stores.OpenRegions;
import dev.levee.daemon.stores.StoreCheck;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.model.Time;

/** The components of the real process. */
final class InstalledComponents {
  private InstalledComponents() {}

  static Components create() {
    Time time = new SystemTime();
    return new Components(
        new ConfiguredEngines(time),
        new StoreCheck(time),
        OpenRegions.opener(time),
        new EmbeddedDevelopmentStore(),
        time);
  }
}
