package dev.levee.daemon.cli;

import dev.levee.daemon.Components;
import dev.levee.daemon.stores.OpenRegions;
import dev.levee.daemon.testing.TestingEngine;
import dev.levee.sync.model.SystemTime;
import java.io.IOException;
import java.util.List;

/** The command as its own process, on an engine that copies nothing. */
public final class TestingLevee {
  private TestingLevee() {}

  /** What {@link Levee#main} does, with other components. */
  public static void main(String[] arguments) {
    ProcessStop stop = ProcessStop.install();
    Components components =
        new Components(
            TestingEngine::new,
            config -> List.of(),
            OpenRegions.opener(new SystemTime()),
            (folder, port, accessKey, secretKey) -> {
              throw new IOException("no server in tests");
            },
            new SystemTime());
    stop.exit(
        Levee.execute(
            new Surroundings(components, Terminal.system(), stop, System::getenv), arguments));
  }
}
