package dev.levee.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which stores are given to measure with. */
public final class StoreOptions {
  @Option(
      names = "--primary",
      paramLabel = "URL",
      description =
          "http://host:port/bucket to read from, with PRIMARY_ACCESS_KEY and PRIMARY_SECRET_KEY in"
              + " the environment. Default: an embedded server.")
  private Optional<URI> primary;

  @Option(
      names = "--secondary",
      paramLabel = "URL",
      description = "The same to write to, with SECONDARY_ACCESS_KEY and SECONDARY_SECRET_KEY.")
  private Optional<URI> secondary;

  @Option(
      names = "--region",
      defaultValue = "us-east-1",
      description = "That requests to given stores are signed for.")
  private String region;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "Where embedded servers keep their objects. In memory (/dev/shm), the disk is no part of"
              + " what is measured. Default: the system's temporary folder.")
  private Path folder = EmbeddedServers.temporary();

  /** Where embedded servers keep their objects. */
  public Path folder() {
    return folder;
  }

  /**
   * The stores; empty where none are given.
   *
   * @param prefix of all that is written to them
   * @throws BenchException when only one is given, or one not wholly
   */
  public Optional<GivenServers> given(String prefix) {
    if (primary.isEmpty() && secondary.isEmpty()) {
      return Optional.empty();
    }
    if (primary.isEmpty() || secondary.isEmpty()) {
      throw new BenchException("--primary and --secondary go together");
    }
    return Optional.of(
        new GivenServers(
            bucket(primary.get(), "PRIMARY"), bucket(secondary.get(), "SECONDARY"), prefix));
  }

  private Bucket bucket(URI address, String side) {
    String path = Optional.ofNullable(address.getPath()).orElse("");
    if (address.getHost() == null || !path.matches("/[^/]+/?")) {
      throw new BenchException("a store is given as http://host:port/bucket, not " + address);
    }
    return new Bucket(
        address.resolve("/"),
        region,
        environment(side + "_ACCESS_KEY"),
        environment(side + "_SECRET_KEY"),
        path.replace("/", ""));
  }

  private static String environment(String name) {
    return Optional.ofNullable(System.getenv(name))
        .orElseThrow(() -> new BenchException("set " + name + " in the environment"));
  }
}
