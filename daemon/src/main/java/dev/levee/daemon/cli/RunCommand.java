package dev.levee.daemon.cli;

import dev.levee.daemon.admin.AdminServer;
import dev.levee.daemon.config.LeveeConfig;
import dev.levee.daemon.config.ListenAddress;
import dev.levee.daemon.report.Wording;
import dev.levee.daemon.stableurl.StableUrls;
import dev.levee.sync.engine.ReplicationEngine;
import dev.levee.sync.model.Time;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code levee run}: the daemon. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Runs the daemon: replicates, and serves the admin port, until SIGTERM or Ctrl-C.")
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  private final Surroundings surroundings;

  @Mixin private ConfigOption config;

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    LeveeConfig loaded = config.load(surroundings);
    surroundings.stop().handle();
    Time time = surroundings.components().time();
    try (ReplicationEngine engine = surroundings.components().engines().create(loaded);
        StableUrls stableUrls = new StableUrls(loaded, engine, time);
        AdminServer admin = new AdminServer(loaded.admin(), engine, stableUrls, time)) {
      // The ports first: a second daemon by mistake ends here, before it replicates.
      admin.start();
      stableUrls.start();
      engine.start();
      try (EventLog events = EventLog.follow(engine.groups(), time)) {
        LOG.info(
            "levee {} replicates {}; admin port http://{}",
            Version.number(),
            Wording.count(loaded.groups().size(), "failover group"),
            new ListenAddress(loaded.admin().listen().host(), admin.port()));
        surroundings.stop().await();
        LOG.info("stopping");
      }
    }
    LOG.info("stopped");
    return ExitCode.OK.code();
  }
}
