package dev.levee.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.engine.ReplicationSettings;
import dev.levee.sync.engine.ReplicationSettings.History;
import dev.levee.sync.engine.ReplicationSettings.OnRecreated;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.sweep.DeletePolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
  private static final RegionName EAST = new RegionName("east");
  private static final RegionName WEST = new RegionName("west");
  private static final String CANARY = "hunter2-canary-secret";

  private static final String SMALLEST =
      """
      regions:
        east: {storage: {kind: file}, control: "file:///srv/east/_levee"}
        west: {storage: {kind: file}, control: "file:///srv/west/_levee"}
      failover_groups:
        - name: lakehouse
          regions: [east, west]
          initial_primary_region: east
          location_mappings:
            - {name: data, uri_by_region: {east: "file:///srv/east/data/*", west: "file:///srv/west/data/*"}}
          discover: ["file:///srv/east/data/*"]
      """;

  private static final String S3 =
      """
      regions:
        east:
          storage:
            kind: s3
            endpoint: http://LOCALHOST:9001
            credentials: {access_key: "${env:KEY}", secret_key: "${env:SECRET}", session_token: "${file:session}"}
          control: s3a://primary/_levee/
        west:
          storage: {kind: s3, region: us-west-2}
          control: s3://secondary/_levee
      failover_groups:
        - name: lakehouse
          regions: [east, west]
          initial_primary_region: east
          location_mappings:
            - {name: data, uri_by_region: {east: "s3://primary/data/*", west: "s3://secondary/data/*"}}
          discover: ["s3://primary/data/sales/*"]
          mirror: ["s3://primary/data/volumes/*"]
          replication: {poll_interval: 500ms, rpo_target: 2m, discovery_interval: 1h, history: snapshot, on_recreated: replace, lease_ttl: 20s, quiescence: 0s,
            deletes: {enabled: true, retention: 14d, max_count: 5000, max_share: 25%, sweep_interval: 30m}}
      copy: {threads: 4, part_size: 16MiB, stream_up_to: 1GiB}
      """;

  @TempDir Path folder;

  private LeveeConfig load(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("levee.yaml"), text);
    return new ConfigLoader(Map.of("KEY", "AKIAEXAMPLE", "SECRET", CANARY)::get).load(file);
  }

  @Test
  void everyDefaultIsWhatTheDocumentationSays() throws IOException {
    LeveeConfig config = load(SMALLEST);

    assertThat(config.admin().listen()).hasToString("127.0.0.1:8686");
    assertThat(config.admin().token()).isEmpty();
    assertThat(config.admin().allowedHosts()).isEmpty();
    assertThat(config.copy().threads()).isEqualTo(16);
    assertThat(config.copy().partSize()).isEqualTo(8 * 1024 * 1024);
    assertThat(config.copy().streamUpTo()).isEqualTo(256 * 1024 * 1024);
    ReplicationSettings settings = config.groups().get(0).settings();
    assertThat(settings)
        .isEqualTo(
            new ReplicationSettings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                History.FULL,
                OnRecreated.HOLD,
                Duration.ofSeconds(15),
                Duration.ofSeconds(2),
                Optional.empty()));
  }

  @Test
  void defaultsOfS3DependOnTheEndpoint() throws IOException {
    Files.writeString(folder.resolve("session"), "session-" + CANARY + "\n");
    LeveeConfig config = load(S3);

    StorageConfig.S3 own = (StorageConfig.S3) config.region(EAST).storage();
    assertThat(own.endpoint()).contains(URI.create("http://LOCALHOST:9001"));
    assertThat(own.region()).isEqualTo("us-east-1");
    assertThat(own.pathStyle()).isTrue();
    assertThat(own.place()).isEqualTo("s3|127.0.0.1:9001");
    StorageConfig.S3 amazon = (StorageConfig.S3) config.region(WEST).storage();
    assertThat(amazon.endpoint()).isEmpty();
    assertThat(amazon.region()).isEqualTo("us-west-2");
    assertThat(amazon.credentials()).isEmpty();
    assertThat(amazon.pathStyle()).isFalse();
    assertThat(amazon.place()).isEqualTo("s3|aws");
  }

  @Test
  void everythingThatIsSetArrives() throws IOException {
    Files.writeString(folder.resolve("session"), "session-" + CANARY + "\n");
    LeveeConfig config = load(S3);

    assertThat(config.regions()).map(RegionConfig::name).containsExactly(EAST, WEST);
    assertThat(config.region(EAST).control()).isEqualTo(Location.parse("s3://primary/_levee/"));
    GroupConfig group = config.groups().get(0);
    assertThat(group.name()).isEqualTo("lakehouse");
    assertThat(group.regions()).containsExactly(EAST, WEST);
    assertThat(group.initialPrimaryRegion()).isEqualTo(EAST);
    assertThat(group.discover()).containsExactly(Location.parse("s3://primary/data/sales/"));
    assertThat(group.mirror()).containsExactly(Location.parse("s3://primary/data/volumes/"));
    assertThat(group.mappings().map(Location.parse("s3://primary/data/x"), EAST, WEST))
        .contains(Location.parse("s3://secondary/data/x"));
    assertThat(group.settings())
        .isEqualTo(
            new ReplicationSettings(
                Duration.ofMillis(500),
                Duration.ofMinutes(2),
                Duration.ofHours(1),
                History.SNAPSHOT,
                OnRecreated.REPLACE,
                Duration.ofSeconds(20),
                Duration.ZERO,
                Optional.of(
                    new DeletePolicy(Duration.ofDays(14), 5000, 25, Duration.ofMinutes(30)))));
    assertThat(config.copy()).isEqualTo(new CopyConfig(4, 16 << 20, 1 << 30));
  }

  @Test
  void secretsArriveButAreNotShown() throws IOException {
    Files.writeString(folder.resolve("session"), "session-" + CANARY + "\n");
    LeveeConfig config = load(S3);

    StorageConfig.S3Credentials credentials =
        ((StorageConfig.S3) config.region(EAST).storage()).credentials().orElseThrow();
    assertThat(credentials.accessKey()).isEqualTo("AKIAEXAMPLE");
    assertThat(credentials.secretKey().reveal()).isEqualTo(CANARY);
    assertThat(credentials.sessionToken().map(Secret::reveal)).contains("session-" + CANARY);
    assertThat(config.toString()).contains("***").doesNotContain(CANARY);
  }

  @Test
  void anAliasMayShareSettings() throws IOException {
    String shared =
        SMALLEST
            .replace("west: {storage: {kind: file}", "west: {storage: *disk")
            .replace("east: {storage: {kind: file}", "east: {storage: &disk {kind: file}");

    assertThat(load(shared).region(WEST).storage()).isEqualTo(new StorageConfig.Folders());
  }

  @Test
  void anOpenPortWithAPrivateTokenIsTaken() throws IOException {
    tokenFile("0123456789abcdef0123456789abcdef\n", "rw-------");

    LeveeConfig config =
        load(
            "admin: {listen: '[::]:8686', token_file: token, allowed_hosts: [dr.example]}\n"
                + SMALLEST);

    assertThat(config.admin().listen()).isEqualTo(new ListenAddress("::", 8686));
    assertThat(config.admin().token().map(Secret::reveal))
        .isEqualTo(Optional.of("0123456789abcdef0123456789abcdef"));
    assertThat(config.admin().allowedHosts()).isEqualTo(List.of("dr.example"));
  }

  @Test
  void aTokenThatEveryUserCanReadIsRefused() throws IOException {
    tokenFile("0123456789abcdef", "rw-r--r--");

    assertThatThrownBy(() -> load("admin: {token_file: token}\n" + SMALLEST))
        .hasMessageStartingWith("levee.yaml:1:21: admin.token_file: every user of this machine")
        .hasMessageContaining("chmod 600");
  }

  @Test
  void anEmptyOrShortTokenIsRefused() throws IOException {
    tokenFile("\n", "rw-------");
    assertThatThrownBy(() -> load("admin: {token_file: token}\n" + SMALLEST))
        .hasMessageContaining("is empty");

    tokenFile("hunter2canary", "rw-------");
    assertThatThrownBy(() -> load("admin: {token_file: token}\n" + SMALLEST))
        .hasMessageContaining("fewer than 16 characters")
        .hasMessageNotContaining("canary");
  }

  @Test
  void aMissingFileAndOneInAnotherEncodingAreReportedAsSuch() throws IOException {
    ConfigLoader loader = new ConfigLoader(Map.<String, String>of()::get);
    assertThatThrownBy(() -> loader.load(folder.resolve("absent.yaml")))
        .hasMessage("absent.yaml:1:1: there is no such file; check the path given with --config");

    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "admin: {listen: \"é\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> loader.load(latin)).hasMessageContaining("not UTF-8");

    Path huge = Files.writeString(folder.resolve("huge.yaml"), "# x\n".repeat(300_000));
    assertThatThrownBy(() -> loader.load(huge)).hasMessageContaining("larger than 1 MiB");
  }

  @Test
  void aSecretThatYamlTakesForAnAliasIsNotShown() {
    assertThatThrownBy(() -> load(S3.replace("\"${env:SECRET}\"", "*" + CANARY)))
        .hasMessageContaining("found undefined alias;")
        .hasMessageNotContaining(CANARY);
  }

  @Test
  void credentialsInALocationAreNotShown() {
    assertThatThrownBy(
            () ->
                load(SMALLEST.replace("file:///srv/west/data/*", "s3://KEY:" + CANARY + "@b/*/*")))
        .hasMessageContaining("'*' stands only at the end")
        .hasMessageNotContaining(CANARY);
  }

  private void tokenFile(String content, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
