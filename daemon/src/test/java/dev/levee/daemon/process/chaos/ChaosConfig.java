package dev.levee.daemon.process.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The configuration that all daemons share. They see the stores through the proxies. */
final class ChaosConfig {
  static final String GROUP = "lakehouse";
  static final Duration LEASE = Duration.ofSeconds(2);

  private static final String CONFIG =
      """
      admin: {listen: "127.0.0.1:0"}
      regions:
        east:
          storage: {kind: s3, endpoint: "%1$s", credentials: {access_key: key, secret_key: "${file:%3$s}"}}
          control: "s3://east/_levee"
        west:
          storage: {kind: s3, endpoint: "%2$s", credentials: {access_key: key, secret_key: "${file:%3$s}"}}
          control: "s3://west/_levee"
      failover_groups:
        - name: lakehouse
          regions: [east, west]
          initial_primary_region: east
          location_mappings:
            - {name: data, uri_by_region: {east: "s3://east/data/*", west: "s3://west/data/*"}}
          discover: ["s3://east/data/*"]
          replication:
            poll_interval: 50ms
            rpo_target: 500ms
            discovery_interval: 500ms
            lease_ttl: 2s
            quiescence: 200ms
      copy: {threads: 4}
      """;

  private ChaosConfig() {}

  static Path write(Path folder, ChaosRegion east, ChaosRegion west) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), ChaosRegion.KEYS.secretAccessKey());
    return Files.writeString(
        folder.resolve("levee.yaml"),
        CONFIG.formatted(east.proxy().endpoint(), west.proxy().endpoint(), secret));
  }
}
