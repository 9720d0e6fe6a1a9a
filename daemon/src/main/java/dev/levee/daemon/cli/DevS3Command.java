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
      description =
          "The folder; each folder in it is a bucket. While it is served, change it over S3 only: what"
              + " is put into it otherwise is not seen until the next start.")
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
      surroundings.terminal().out().print(instructions(store.endpoint()));
      surroundings.terminal().out().flush();
      surroundings.stop().await();
    }
    return ExitCode.OK.code();
  }

  /** Shows no secret: whoever reads this has just typed it. */
  private String instructions(String endpoint) {
    return """
        serving %1$s at %2$s, until Ctrl-C
        make a bucket:   mkdir %3$s
                         or any S3 client, e.g. aws --endpoint-url %2$s s3 mb s3://lake
        in a configuration, with the secret in the variable DEV_S3_SECRET:
          regions:
            east:
              storage:
                kind: s3
                endpoint: %2$s
                credentials: {access_key: %4$s, secret_key: "${env:DEV_S3_SECRET}"}
              control: "s3://lake/_levee"
        """
        .formatted(folder, endpoint, folder.resolve("lake"), accessKey);
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
