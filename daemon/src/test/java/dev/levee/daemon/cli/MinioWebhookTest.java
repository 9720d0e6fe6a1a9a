package dev.levee.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.daemon.testing.TestingStop;
import dev.levee.sync.store.testing.MinioServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;

/** MinIO's own webhook, set up as README says. Needs Docker, and is skipped without it. */
class MinioWebhookTest {
  private static final String BUCKET = "primary";
  private static final String LOG = "data/orders/_delta_log/";
  private static final String TOKEN = "token-of-the-webhook";
  private static final String CONFIG =
      """
      admin: {listen: "0.0.0.0:%1$d", token_file: "%2$s/token", allowed_hosts: ["%3$s"]}
      regions:
        east:
          storage:
            kind: s3
            endpoint: "%4$s"
            region: us-east-1
            credentials: {access_key: "${env:EAST_KEY}", secret_key: "${env:EAST_SECRET}"}
          control: "s3://primary/_levee"
        west: {storage: {kind: file}, control: "file://%2$s/west/_levee"}
      failover_groups:
        - name: lakehouse
          regions: [east, west]
          initial_primary_region: east
          location_mappings:
            - {name: data, uri_by_region: {east: "s3://primary/data/*", west: "file://%2$s/west/data/*"}}
          discover: ["s3://primary/data/*"]
          replication: {poll_interval: 1h, rpo_target: 4h, discovery_interval: 1h}
      """;
  private static final String CREATE =
      """
      {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
      {"metaData":{"id":"orders","format":{"provider":"parquet","options":{}},\
      "schemaString":"{\\"type\\":\\"struct\\",\\"fields\\":[]}","partitionColumns":[],"configuration":{}}}
      """;
  private static final String ADD =
      """
      {"add":{"path":"%s","partitionValues":{},"size":1,"modificationTime":0,"dataChange":true}}
      """;

  @TempDir Path folder;

  @Test
  void aCommitIsReplicatedLongBeforeThePoll() throws Exception {
    int port = freePort();
    try (MinioServer minio = MinioServer.start(webhook(port));
        S3Client client = minio.client()) {
      client.createBucket(request -> request.bucket(BUCKET));
      put(client, LOG + "00000000000000000000.json", CREATE);
      TestingStop stop = new TestingStop();
      CompletableFuture<Integer> levee = start(minio, port, stop);
      try {
        await().until(() -> Files.exists(replica("00000000000000000000.json")));
        announceTo(client);
        for (int version = 1; version <= 4; version++) {
          put(client, "data/orders/file%d.parquet".formatted(version), "x");
          String commit = "%020d.json".formatted(version);
          String bytes = ADD.formatted("file%d.parquet".formatted(version));
          put(client, LOG + commit, bytes);
          await().until(() -> Files.exists(replica(commit)));
          assertThat(replica(commit)).hasContent(bytes);
        }
      } finally {
        stop.ask();
        assertThat(levee).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(0);
      }
    }
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30));
  }

  private static Map<String, String> webhook(int port) {
    return Map.of(
        "MINIO_NOTIFY_WEBHOOK_ENABLE_LEVEE",
        "on",
        "MINIO_NOTIFY_WEBHOOK_ENDPOINT_LEVEE",
        "http://" + MinioServer.THIS_MACHINE + ":" + port + "/v1/notifications",
        "MINIO_NOTIFY_WEBHOOK_AUTH_TOKEN_LEVEE",
        TOKEN);
  }

  /** What {@code mc event add … --event put --suffix .json} asks for. */
  private static void announceTo(S3Client client) {
    FilterRule json = FilterRule.builder().name("suffix").value(".json").build();
    QueueConfiguration rule =
        QueueConfiguration.builder()
            .queueArn("arn:minio:sqs::LEVEE:webhook")
            .events(Event.S3_OBJECT_CREATED)
            .filter(filter -> filter.key(key -> key.filterRules(json)))
            .build();
    client.putBucketNotificationConfiguration(
        request ->
            request.bucket(BUCKET).notificationConfiguration(all -> all.queueConfigurations(rule)));
  }

  private CompletableFuture<Integer> start(MinioServer minio, int port, TestingStop stop)
      throws IOException {
    Path token = Files.writeString(folder.resolve("token"), TOKEN);
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    Path config =
        Files.writeString(
            folder.resolve("levee.yaml"),
            CONFIG.formatted(port, folder, MinioServer.THIS_MACHINE, minio.endpoint()));
    Map<String, String> environment =
        Map.of(
            "EAST_KEY", minio.credentials().accessKeyId(),
            "EAST_SECRET", minio.credentials().secretAccessKey());
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    Surroundings surroundings =
        new Surroundings(
            InstalledComponents.create(),
            new Terminal(nowhere, nowhere, Optional.empty()),
            stop,
            environment::get);
    return CompletableFuture.supplyAsync(
        () -> Levee.execute(surroundings, "run", "--config", config.toString()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void put(S3Client client, String key, String text) {
    client.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString(text));
  }

  private Path replica(String name) {
    return folder.resolve("west").resolve(LOG).resolve(name);
  }
}
