package dev.levee.daemon.cli;

import dev.levee.daemon.DevelopmentStore;
import dev.levee.daemon.config.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code levee dev-s3}: something to try Levee on. */
@Command(
    name = "dev-s3",
    mixinStandardHelpOptions = true,
    description = "Serves a folder as an S3 store on this machine, for trying things out.")
final class DevS3Command implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "The folder; each folder in it is a bucket.")
  private Path folder;

  @Option(names = "--port", required = true, paramLabel = "PORT", description = "0 for any.")
  private int port;

  @Option(names = "--access-key", required = true, paramLabel = "K", description = "Any name.")
  private String accessKey;

  @Option(names = "--secret-key", required = true, paramLabel = "S", description = "Any secret.")
  private String secretKey;

  DevS3Command(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    surroundings.stop().handle();
    try (DevelopmentStore.Running store = start()) {
      surroundings
          .terminal()
          .out()
          .println("serving " + folder + " at " + store.endpoint() + ", until Ctrl-C");
      surroundings.stop().await();
    }
    return ExitCode.OK.code();
  }

  private DevelopmentStore.Running start() {
    try {
      return surroundings
          .components()
          .developmentStore()
          .start(folder, port, accessKey, new Secret(secretKey));
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.PREFLIGHT,
          "%s cannot be served at port %d (%s)".formatted(folder, port, e.getMessage()),
          e);
    }
  }
}
