package dev.levee.daemon.cli;

import dev.levee.daemon.Components;
import dev.levee.daemon.DevelopmentStore;
import dev.levee.daemon.EngineFactory;
import dev.levee.daemon.StoreProbe;
import dev.levee.sync.model.SystemTime;
import java.util.List;
import java.util.ServiceLoader;

/** The components on the class path, looked up when a command first needs them. */
final class InstalledComponents {
  private InstalledComponents() {}

  static Components find() {
    return new Components(
        config -> needed(EngineFactory.class).create(config),
        config ->
            ServiceLoader.load(StoreProbe.class)
                .findFirst()
                .map(probe -> probe.probe(config))
                .orElse(List.of()),
        (folder, port, accessKey, secretKey) ->
            needed(DevelopmentStore.class).start(folder, port, accessKey, secretKey),
        new SystemTime());
  }

  private static <T> T needed(Class<T> component) {
    return ServiceLoader.load(component)
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.FAILED, "this build has no " + component.getSimpleName()));
  }
}
