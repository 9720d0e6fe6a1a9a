package dev.levee.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.embedded.EmbeddedS3Server;
import dev.levee.sync.store.s3.S3Connections;
import dev.levee.sync.store.s3.S3Credentials;
import dev.levee.sync.store.s3.S3ObjectStore;
import dev.levee.sync.store.s3.S3StoreSettings;
import dev.levee.sync.testing.SparkTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores over TLS, with certificates of the user's own. */
class HttpsProcessTest {
  @TempDir Path folder;

  private EmbeddedS3Server server;
  private ObjectStore store;
  private TlsFront tls;

  @BeforeEach
  void start() throws Exception {
    server = EmbeddedS3Server.inMemory(EmbeddedS3Server.Listener.loopback("key", "secret"));
    server.createBucket("east");
    server.createBucket("west");
    store =
        new S3ObjectStore(
            new S3StoreSettings(
                Optional.of(server.endpoint()),
                "us-east-1",
                new S3Credentials.AccessKey("key", "secret"),
                true,
                new S3Connections(4, Duration.ofSeconds(5), Duration.ofSeconds(10), 3)));
    SparkTables.files("basic")
        .forEach(
            (key, bytes) -> store.overwrite(NewObject.of(at("east", "data/basic/" + key), bytes)));
    tls = new TlsFront(folder, server.endpoint());
  }

  @AfterEach
  void stop() throws IOException {
    tls.close();
    store.close();
    server.close();
  }

  @Test
  void aStoreWhoseCertificateIsTrustedIsReplicatedByDirectRequests() throws Exception {
    List<String> machine = new ArrayList<>(tls.trust());
    machine.addAll(List.of("-cp", System.getProperty("java.class.path")));

    try (LeveeProcess sync =
        LeveeProcess.start(folder, machine, "sync", "--config", config(), "--timeout", "50s")) {
      assertThat(sync.exit()).as(sync.out() + sync.err()).isZero();
    }

    assertThat(contents("west"))
        .isNotEmpty()
        .allSatisfy((key, etag) -> assertThat(contents("east")).containsEntry(key, etag));
    assertThat(contents("west").keySet()).anyMatch(key -> key.endsWith(".parquet"));
    assertThat(tls.sent()).contains("DELETE /").doesNotContain("aws-sdk-java");
  }

  @Test
  void aStoreWhoseCertificateIsNotTrustedIsNamedWithTheCause() throws Exception {
    LeveeProcess.Ended ended =
        LeveeProcess.run(folder, "sync", "--config", config(), "--timeout", "5s");

    assertThat(ended.exit()).isEqualTo(5);
    assertThat(ended.out() + ended.err())
        .contains(
            "s3://west/_levee", "PKIX path building failed", "-Djavax.net.ssl.trustStore=FILE")
        .doesNotContain("\tat ");
    assertThat(contents("west")).isEmpty();
  }

  private Map<String, String> contents(String bucket) {
    Map<String, String> found = new TreeMap<>();
    store
        .list(ListRequest.everythingBelow(at(bucket, "data/")))
        .objects()
        .forEach(entry -> found.put(entry.location().key(), entry.attributes().etag()));
    return found;
  }

  private static Location at(String bucket, String key) {
    return Location.parse("s3://" + bucket + "/" + key);
  }

  private String config() throws IOException {
    Files.writeString(folder.resolve("secret"), "secret");
    String text =
        """
        admin: {listen: "127.0.0.1:0"}
        regions:
          east: {storage: {kind: s3, endpoint: "%1$s", path_style: true, region: us-east-1,
            credentials: {access_key: key, secret_key: "${file:%2$s/secret}"}}, control: "s3://east/_levee"}
          west: {storage: {kind: s3, endpoint: "%1$s", path_style: true, region: us-east-1,
            credentials: {access_key: key, secret_key: "${file:%2$s/secret}"}}, control: "s3://west/_levee"}
        failover_groups:
          - name: lakehouse
            regions: [east, west]
            initial_primary_region: east
            location_mappings:
              - {name: data, uri_by_region: {east: "s3://east/data/*", west: "s3://west/data/*"}}
            discover: ["s3://east/data/*"]
        """
            .formatted(tls.endpoint(), folder);
    return Files.writeString(folder.resolve("levee.yaml"), text).toString();
  }
}
